using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>
/// Erasures beside a tenant's receipts: <c>subject|{hash of the user}</c> while one is under way, and then
/// <c>erased|{pseudonym}</c>, which names nobody; <c>export|{id}</c> of exports whose receipt is written.
/// </summary>
internal sealed class ErasureBook(StoreTables tables, ReceiptBook receipts)
{
    private const string Prefix = "subject|";
    private const string ErasedPrefix = "erased|";
    private const string ExportPrefix = "export|";
    private const char Between = '\n';

    public async Task<(Erasure Erasure, ETag ETag)?> FindAsync(string tenant, string user, CancellationToken cancellation)
    {
        var row = await tables.Receipts.GetEntityIfExistsAsync<TableEntity>(tenant, KeyOf(user), null, cancellation);
        return row.HasValue ? (Read(row.Value!), row.Value!.ETag) : null;
    }

    public async Task<IReadOnlyList<(Erasure Erasure, ETag ETag)>> ListAsync(string tenant, CancellationToken cancellation)
    {
        var found = new List<(Erasure, ETag)>();
        await foreach (var row in RowsAsync(tenant, Prefix, cancellation))
            found.Add((Read(row), row.ETag));
        return found;
    }

    /// <returns>The new tag; null where somebody else has written it meanwhile.</returns>
    public async Task<ETag?> WriteAsync(string tenant, Erasure erasure, ETag? over, CancellationToken cancellation)
    {
        return await tables.Receipts.WriteOverAsync(Write(tenant, erasure), over, cancellation);
    }

    /// <summary>Ends an erasure with its receipt: from then on nothing tells whose it was.</summary>
    /// <returns>False where somebody else has ended it or gone on with it.</returns>
    public async Task<bool> FinishAsync(string tenant, Erasure erasure, ETag over, CancellationToken cancellation) =>
        await receipts.AppendAsync(
            tenant,
            new(ReceiptActions.Erased, "", null, null, erasure.Changed, erasure.Changed, 0, erasure.Verified!.Value),
            [
                new(TableTransactionActionType.Delete, new TableEntity(tenant, KeyOf(erasure.UserId)), over),
                new(TableTransactionActionType.UpsertReplace, new TableEntity(tenant, ErasedPrefix + erasure.Pseudonym)
                {
                    ["Asked"] = erasure.Asked,
                    ["At"] = erasure.Verified,
                    ["Changed"] = erasure.Changed,
                }),
            ],
            cancellation) is not null;

    /// <summary>An erasure that is done; null: there is none with that pseudonym.</summary>
    public async Task<DoneErasure?> FindDoneAsync(string tenant, string pseudonym, CancellationToken cancellation)
    {
        var row = await tables.Receipts.GetEntityIfExistsAsync<TableEntity>(tenant, ErasedPrefix + pseudonym, null, cancellation);
        return row.HasValue
            ? new(row.Value!.GetDateTimeOffset("Asked") ?? default, row.Value!.GetDateTimeOffset("At") ?? default, row.Value!.GetInt64("Changed") ?? 0)
            : null;
    }

    /// <summary>The receipt of an export; asked for the last page again, it is there already.</summary>
    public Task NoteExportAsync(string tenant, Guid export, long items, DateTimeOffset now, CancellationToken cancellation) => receipts.AppendAsync(
        tenant,
        new(ReceiptActions.Exported, "", null, null, items, 0, 0, now),
        [new(TableTransactionActionType.Add, new TableEntity(tenant, $"{ExportPrefix}{export:N}") { ["At"] = now })],
        cancellation);

    /// <summary>Removes what tells of erasures and exports whose receipts are over.</summary>
    public async Task ForgetAsync(string tenant, DateTimeOffset before, CancellationToken cancellation)
    {
        foreach (var prefix in new[] { ErasedPrefix, ExportPrefix })
        {
            var over = new List<string>();
            await foreach (var row in RowsAsync(tenant, prefix, cancellation))
            {
                if (row.GetDateTimeOffset("At") < before)
                    over.Add(row.RowKey);
            }

            await tables.Receipts.DeleteInChunksAsync(tenant, over, cancellation);
        }
    }

    private AsyncPageable<TableEntity> RowsAsync(string tenant, string prefix, CancellationToken cancellation)
    {
        var end = prefix[..^1] + "}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {prefix} and RowKey lt {end}");
        return tables.Receipts.QueryAsync<TableEntity>(filter, cancellationToken: cancellation);
    }

    // One erasure of a person at a time.
    private static string KeyOf(string user) => Prefix + StableHash.Hex(user, 32);

    private static TableEntity Write(string tenant, Erasure erasure) => new(tenant, KeyOf(erasure.UserId))
    {
        ["User"] = erasure.UserId,
        ["Pseudonym"] = erasure.Pseudonym,
        ["Names"] = string.Join(Between, erasure.Names),
        ["Author"] = erasure.Author,
        ["Asked"] = erasure.Asked,
        ["Place"] = erasure.At.Place,
        ["AtPartition"] = erasure.At.Partition,
        ["AtRow"] = erasure.At.Row,
        ["Changed"] = erasure.Changed,
        ["Found"] = erasure.Found,
        ["Held"] = erasure.Held,
        ["Verified"] = erasure.Verified,
        ["NextLook"] = erasure.NextLook,
    };

    private static Erasure Read(TableEntity row) => new(
        row.Text("User"),
        row.Text("Pseudonym"),
        [.. row.Text("Names").Split(Between, StringSplitOptions.RemoveEmptyEntries)],
        row.Text("Author"),
        row.GetDateTimeOffset("Asked") ?? default)
    {
        At = new(row.GetInt32("Place") ?? 0, row.Text("AtPartition"), row.Text("AtRow")),
        Changed = row.GetInt64("Changed") ?? 0,
        Found = row.GetInt64("Found") ?? 0,
        Held = row.GetInt64("Held") ?? 0,
        Verified = row.GetDateTimeOffset("Verified"),
        NextLook = row.GetDateTimeOffset("NextLook"),
    };
}

/// <summary>What is kept of an erasure that is done.</summary>
internal sealed record DoneErasure(DateTimeOffset Asked, DateTimeOffset Done, long Rows);
