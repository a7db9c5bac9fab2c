using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>Carries out what an erasure does with rows, each time in one transaction of one partition.</summary>
internal sealed class ErasureDeeds(StoreTables tables, PersonRows persons, LaneErasure lanes)
{
    // A transaction takes 4 MiB; a row of a task with its content comes near 100 KiB, and each may be written twice.
    private const int RowsTogether = 20;

    /// <summary>Those rows of a page that name the person, as they go together.</summary>
    public static IEnumerable<IReadOnlyList<TableEntity>> Parts(SubjectPlace place, IReadOnlyList<TableEntity> page, SubjectNames names) =>
        (place.Deed switch
        {
            SubjectDeed.Place => page.Where(row => PersonRows.IsPlaced(row, names.UserId)),
            SubjectDeed.Recording => RunsThatName(page, names),
            _ => page.Where(row => SubjectWalk.Names(names, row)),
        })
        .GroupBy(row => row.PartitionKey)
        .SelectMany(partition => partition.Chunk(Singly(place.Deed) ? 1 : RowsTogether));

    /// <summary>Whether a row may not be changed: it also names a user or a service under hold.</summary>
    public static bool Holds(GuardView guards, SubjectPlace place, TableEntity row) =>
        place.Deed == SubjectDeed.Recording ? guards.Holds : guards.IsNamedIn(row);

    /// <summary>Does with rows of a page what is done in their place.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="place">The place.</param>
    /// <param name="rows">What goes together, from one partition.</param>
    /// <param name="names">What the person is called.</param>
    /// <param name="erasure">The erasure.</param>
    /// <param name="mayGoOn">Asked between transactions where it takes several.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public Task<ErasureOutcome> DoAsync(
        string tenant, SubjectPlace place, IReadOnlyList<TableEntity> rows, SubjectNames names, Erasure erasure,
        Func<CancellationToken, ValueTask<bool>> mayGoOn, CancellationToken cancellation)
    {
        return place.Deed switch
        {
            SubjectDeed.Place => persons.LeaveAsync(tenant, rows[0], names.UserId, cancellation),
            SubjectDeed.StateBook => persons.CloseBookAsync(tenant, rows[0], erasure, cancellation),
            SubjectDeed.Membership => persons.EndMembershipAsync(tenant, rows[0], erasure, cancellation),
            SubjectDeed.User => persons.ForgetAsync(rows[0], cancellation),
            SubjectDeed.Recording => RemoveRunAsync(rows[0], mayGoOn, cancellation),
            SubjectDeed.Task => lanes.RewriteAsync(rows, names, erasure.Pseudonym, cancellation),
            SubjectDeed.Remove => SubmitAsync(place, rows, row => [RowRewrite.Removing(row)], cancellation),
            SubjectDeed.RemoveWhereKeyed => SubmitAsync(
                place, rows, row => names.IsIn(row.RowKey) ? [RowRewrite.Removing(row)] : Rewriting(row), cancellation),
            _ => SubmitAsync(place, rows, Rewriting, cancellation),
        };

        IEnumerable<TableTransactionAction> Rewriting(TableEntity row) =>
            RowRewrite.Replacing(row, RowRewrite.Of(place.Deed, row, names, erasure.Pseudonym));
    }

    private static bool Singly(SubjectDeed deed) =>
        deed is SubjectDeed.Place or SubjectDeed.StateBook or SubjectDeed.Membership or SubjectDeed.User or SubjectDeed.Recording;

    /// <summary>A row of each run that names the person.</summary>
    private static IEnumerable<TableEntity> RunsThatName(IEnumerable<TableEntity> page, SubjectNames names)
    {
        using var recorded = new RecordedRun();
        var found = new HashSet<(string Partition, string Run)>();
        foreach (var row in page)
        {
            if (names.IsIn(recorded.Take(row)) && found.Add((row.PartitionKey, RecordedRun.PrefixOf(row.RowKey))))
                yield return row;
        }
    }

    /// <summary>The row that names the person goes last: should it stop before, the next pass finds the run again.</summary>
    private async Task<ErasureOutcome> RemoveRunAsync(
        TableEntity row, Func<CancellationToken, ValueTask<bool>> mayGoOn, CancellationToken cancellation)
    {
        var prefix = RecordedRun.PrefixOf(row.RowKey);
        var end = prefix[..^1] + "}";
        var keys = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {row.PartitionKey} and RowKey ge {prefix} and RowKey lt {end}");
        await foreach (var of in tables.RunPages.QueryAsync<TableEntity>(filter, null, ["RowKey"], cancellation))
            keys.Add(of.RowKey);
        var removed = 0;
        foreach (var chunk in keys.OrderBy(key => key == row.RowKey).Chunk(Transactions.Limit))
        {
            if (removed > 0 && !await mayGoOn(cancellation))
                return new(removed, 1, 0);
            await tables.RunPages.DeleteInChunksAsync(row.PartitionKey, chunk, cancellation);
            removed += chunk.Length;
        }

        return new(removed, 0, 0);
    }

    private async Task<ErasureOutcome> SubmitAsync(
        SubjectPlace place, IReadOnlyList<TableEntity> rows, Func<TableEntity, IEnumerable<TableTransactionAction>> actions, CancellationToken cancellation)
    {
        try
        {
            await tables.Open(place.Table).SubmitTransactionAsync(rows.SelectMany(actions), cancellation);
            return new(rows.Count, 0, 0);
        }
        catch (TableTransactionFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            if (rows.Count == 1)
                return new(0, 1, 0);
        }

        var outcome = ErasureOutcome.None;
        foreach (var row in rows)
            outcome = outcome.And(await SubmitAsync(place, [row], actions, cancellation));
        return outcome;
    }
}
