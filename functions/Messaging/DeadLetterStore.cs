using System.Globalization;
using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Messaging;

/// <summary>
/// The <c>DeadLetters</c> table: partition <c>{tenant}|{yyyyMMdd}</c> of the UTC day first seen, so that retention is a walk
/// over a tenant's days; row key begins with the time. A body that names no tenant, or none that is registered, lies under
/// <see cref="NoTenant"/>. Service Bus over REST cannot browse or dead-letter, so operators read this alone.
/// </summary>
internal sealed class DeadLetterStore(StoreTables tables)
{
    // A body may reach the queue's 256 KB, a string property holds 64 KB (Tables: "Understanding the data model").
    private const int CharactersPerProperty = 30_000;

    /// <summary>Stands for the tenant where a letter belongs to none.</summary>
    public const string NoTenant = "-";

    public async Task AddAsync(DeadLetter letter, CancellationToken cancellation)
    {
        if (await OwnerAsync(letter, cancellation) is not { } owner)
            return;
        var entity = new TableEntity(Partition(owner, letter.FirstSeen), RowKey(letter))
        {
            ["Queue"] = letter.Queue,
            ["SessionId"] = letter.SessionId,
            ["Reason"] = letter.Reason,
            ["Attempts"] = letter.Attempts,
            ["FirstSeen"] = letter.FirstSeen,
            ["LastSeen"] = letter.LastSeen,
            ["TraceId"] = letter.TraceId,
        };
        var parts = letter.Body.Chunk(CharactersPerProperty).Select(part => new string(part)).ToList();
        for (var part = 0; part < parts.Count; part++)
            entity[BodyProperty(part)] = parts[part];
        await tables.DeadLetters.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>The letters of a day, of all tenants and of none.</summary>
    public async Task<IReadOnlyList<DeadLetter>> ReadDayAsync(DateTimeOffset day, CancellationToken cancellation)
    {
        var letters = new List<DeadLetter>();
        foreach (var owner in (await new TenantStore(tables).ListAsync(cancellation)).Append(NoTenant))
        {
            var rows = tables.DeadLetters.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {Partition(owner, day)}"), cancellationToken: cancellation);
            await foreach (var row in rows)
                letters.Add(Read(row));
        }

        return letters;
    }

    /// <summary>
    /// The tenant that the body names, where it is registered: retention goes by its settings. Null where that tenant was
    /// off-boarded: its messages are dropped, so that nothing of it is stored again.
    /// </summary>
    private async Task<string?> OwnerAsync(DeadLetter letter, CancellationToken cancellation)
    {
        if (LetterOwner.NamedIn(letter.Body) is not { } tenant)
            return NoTenant;
        var tenants = new TenantStore(tables);
        if (await tenants.FindAsync(tenant, cancellation) is not null)
            return tenant;
        return await tenants.Ended.FindAsync(tenant, cancellation) is null ? NoTenant : null;
    }

    private static DeadLetter Read(TableEntity row) => new(
        row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..],
        row.Text("Queue"),
        string.Concat(Enumerable.Range(0, 252).Select(part => row.GetString(BodyProperty(part))).TakeWhile(text => text is not null)),
        row.GetString("SessionId"),
        row.Text("Reason"),
        row.GetInt32("Attempts") ?? 1,
        row.GetDateTimeOffset("FirstSeen") ?? default,
        row.GetDateTimeOffset("LastSeen") ?? default,
        row.GetString("TraceId"));

    private static string BodyProperty(int part) => $"Body{part}";

    private static string Partition(string owner, DateTimeOffset day) => $"{owner}|" + day.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string RowKey(DeadLetter letter) =>
        $"{letter.FirstSeen.UtcDateTime.ToString("HHmmssfff", CultureInfo.InvariantCulture)}|{letter.Id}";
}
