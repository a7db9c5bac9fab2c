using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Hints and departures, durable: they are stored before the delta's token moves on, and removed only after what
/// they led to is stored. So a crash at any point repeats work and loses none.
/// </summary>
internal sealed class HintStore(StoreTables tables)
{
    /// <summary>Adds to what is known; a hint that is there already takes the stronger word of both.</summary>
    public async Task AddAsync(string tenant, IReadOnlyCollection<Hint> hints, CancellationToken cancellation)
    {
        // The usual case first: none of them is there.
        var distinct = hints.GroupBy(hint => (hint.Kind, hint.Subject)).Select(same => same.Aggregate((one, other) => one.Merge(other)));
        foreach (var chunk in distinct.Chunk(Transactions.Limit))
        {
            try
            {
                await tables.SyncState.SubmitTransactionAsync(
                    chunk.Select(hint => new TableTransactionAction(TableTransactionActionType.Add, Write(tenant, hint))), cancellation);
            }
            catch (TableTransactionFailedException failure) when (RowConflict.Is(failure))
            {
                await MergeAsync(tenant, chunk, cancellation);
            }
        }
    }

    /// <summary>Up to <paramref name="most"/> hints of a kind behind a subject.</summary>
    public async Task<IReadOnlyList<StoredHint>> NextAsync(
        string tenant, HintKind kind, string after, int most, CancellationToken cancellation)
    {
        var first = SyncStateKeys.Hint(kind, after);
        var end = SyncStateKeys.HintPrefix(kind).TrimEnd('|') + "}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey gt {first} and RowKey lt {end}");
        var hints = new List<StoredHint>();
        await foreach (var row in tables.SyncState.QueryAsync<TableEntity>(filter, most, cancellationToken: cancellation))
        {
            hints.Add(new(Read(row, kind), row.ETag));
            if (hints.Count == most)
                break;
        }

        return hints;
    }

    public async Task<int> CountAsync(string tenant, CancellationToken cancellation)
    {
        var count = 0;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {"hint|"} and RowKey lt {"hint}"}");
        await foreach (var _ in tables.SyncState.QueryAsync<TableEntity>(filter, null, ["RowKey"], cancellation))
            count++;
        return count;
    }

    /// <summary>
    /// The end of a look: hints that are settled go, the others stay for a later run with what this one learnt. Any
    /// that was renewed meanwhile stays as it is now.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="looked">Each hint with what it is to be from now on; null: settled.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public async Task CloseAsync(
        string tenant, IReadOnlyCollection<(StoredHint Hint, Hint? Learnt)> looked, CancellationToken cancellation)
    {
        foreach (var chunk in looked.Chunk(Transactions.Limit))
        {
            try
            {
                await tables.SyncState.SubmitTransactionAsync(
                    chunk.Select(look => look.Learnt is { } learnt
                        ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, Write(tenant, learnt), look.Hint.ETag)
                        : new(TableTransactionActionType.Delete, new TableEntity(tenant, Key(look.Hint.Hint)), look.Hint.ETag)),
                    cancellation);
            }
            catch (TableTransactionFailedException failure) when (failure.Status is 404 or 412)
            {
                foreach (var (hint, learnt) in chunk)
                    await (learnt is null ? RemoveAsync(tenant, hint, cancellation) : KeepAsync(tenant, hint, learnt, cancellation));
            }
        }
    }

    /// <summary>The hint is settled, unless it was renewed meanwhile.</summary>
    private async Task RemoveAsync(string tenant, StoredHint hint, CancellationToken cancellation)
    {
        try
        {
            await tables.SyncState.DeleteEntityAsync(tenant, Key(hint.Hint), hint.ETag, cancellation);
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 412)
        {
            // 412: something new came in; the next look settles it. 404: settled already.
        }
    }

    /// <summary>The hint stays for a later run, with what this one learnt, unless it was renewed meanwhile.</summary>
    private async Task KeepAsync(string tenant, StoredHint hint, Hint learnt, CancellationToken cancellation)
    {
        try
        {
            await tables.SyncState.UpdateEntityAsync(Write(tenant, learnt), hint.ETag, TableUpdateMode.Replace, cancellation);
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 412)
        {
            // As above.
        }
    }

    /// <summary>Some are there already: all that lie between are read with one query and written with one transaction.</summary>
    private async Task MergeAsync(string tenant, Hint[] chunk, CancellationToken cancellation)
    {
        var keys = chunk.Select(Key).Order(StringComparer.Ordinal).ToList();
        var there = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {keys[0]} and RowKey le {keys[^1]}");
        await foreach (var row in tables.SyncState.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            there[row.RowKey] = row;
        try
        {
            await tables.SyncState.SubmitTransactionAsync(
                chunk.Select(hint => there.TryGetValue(Key(hint), out var row)
                    ? new TableTransactionAction(
                        TableTransactionActionType.UpdateReplace, Write(tenant, Read(row, hint.Kind).Merge(hint)), row.ETag)
                    : new(TableTransactionActionType.Add, Write(tenant, hint))),
                cancellation);
        }
        catch (TableTransactionFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            // They come and go while we look: one by one.
            foreach (var hint in chunk)
                await MergeAsync(tenant, hint, cancellation);
        }
    }

    private async Task MergeAsync(string tenant, Hint hint, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var row = await tables.SyncState.GetEntityIfExistsAsync<TableEntity>(tenant, Key(hint), null, cancellation);
                if (row.HasValue)
                    await tables.SyncState.UpdateEntityAsync(
                        Write(tenant, Read(row.Value!, hint.Kind).Merge(hint)), row.Value!.ETag, TableUpdateMode.Replace, cancellation);
                else
                    await tables.SyncState.AddEntityAsync(Write(tenant, hint), cancellation);
                return;
            }
            catch (RequestFailedException failure) when (RowConflict.IsOrGone(failure))
            {
                // The row came, went or changed between the two requests: look again.
            }
        }
    }

    private static string Key(Hint hint) => SyncStateKeys.Hint(hint.Kind, hint.Subject);

    private static TableEntity Write(string tenant, Hint hint) => new(tenant, Key(hint))
    {
        ["Tombstone"] = hint.Tombstone.ToString(),
        ["Full"] = hint.Full,
        ["MissingIn"] = hint.MissingIn,
        ["TriedIn"] = hint.TriedIn,
        ["Tries"] = hint.Tries,
    };

    private static Hint Read(TableEntity row, HintKind kind) => new(
        kind,
        row.RowKey[SyncStateKeys.HintPrefix(kind).Length..],
        row.Word<Tombstone>("Tombstone"),
        row.GetBoolean("Full") ?? false,
        row.GetString("MissingIn"),
        row.GetString("TriedIn"),
        row.GetInt32("Tries") ?? 0);
}

/// <summary>A hint as read, with the tag that guards its removal.</summary>
internal sealed record StoredHint(Hint Hint, ETag ETag);
