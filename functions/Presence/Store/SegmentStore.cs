using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Presence.Store;

/// <summary>
/// Reads and writes segments of the table <c>Presence</c>. Every transaction writes the row <c>fresh</c> over its ETag:
/// what is stored and when it was confirmed are told together, and who is late finds that out.
/// </summary>
internal sealed class SegmentStore(StoreTables tables, TimeProvider time)
{
    // Beside the two rows of the segment itself.
    private const int RowsTogether = Transactions.Limit - 2;

    // Reading a segment's states whole costs a request per 1,000 rows.
    private const int MostSingleReads = 40;
    private const int ReadsAtOnce = 8;

    // A row's counter of writes comes round after 256 of them, which take far longer.
    private static readonly TimeSpan LongestMemory = TimeSpan.FromMinutes(10);

    /// <param name="tenant">The tenant.</param>
    /// <param name="number">The segment.</param>
    /// <param name="known">As it was known before: what has not changed is not read again. Null: nothing is known.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<PresenceSegment> ReadAsync(string tenant, int number, PresenceSegment? known, CancellationToken cancellation)
    {
        while (true)
        {
            var asOf = time.GetUtcNow();
            if (await FindAsync(tenant, number, SegmentRows.Fresh, cancellation) is not { } row)
                return new() { Number = number, AsOf = asOf };
            if (known?.ETag == row.ETag)
                return known.Renew(asOf);
            var fresh = SegmentRows.ReadFresh(number, row, asOf);
            if (known is { ETag: null } || asOf - known?.AsOf > LongestMemory)
                known = null;
            if (await RosterOfAsync(tenant, fresh, known, cancellation) is not { } roster)
                continue;
            return await WithStatesAsync(tenant, fresh, roster, known, cancellation);
        }
    }

    /// <summary>Stores an edit, as much together as the store takes.</summary>
    /// <returns>The segment after it; null where somebody else has changed it, or may have: read it again.</returns>
    public async Task<PresenceSegment?> WriteAsync(string tenant, PresenceSegment before, SegmentEdit edit, CancellationToken cancellation)
    {
        var parts = edit.Slots.Where(slot => slot.WritesRow).Chunk(RowsTogether).ToList();
        if (parts.Count == 0)
            parts.Add([]);
        var current = before;
        for (var part = 0; part < parts.Count; part++)
        {
            var isLast = part == parts.Count - 1;
            IReadOnlyList<SlotEdit> slots = isLast ? [.. parts[part], .. edit.Slots.Where(slot => !slot.WritesRow)] : parts[part];
            var next = SegmentChange.Apply(current, slots, isLast ? edit : null);
            if (await SubmitAsync(tenant, current, next, parts[part], cancellation) is not { } stored)
                return null;
            current = stored;
        }

        return current;
    }

    private async Task<PresenceSegment?> SubmitAsync(
        string tenant, PresenceSegment before, PresenceSegment next, IReadOnlyList<SlotEdit> rows, CancellationToken cancellation)
    {
        var actions = rows.Select(slot => Action(tenant, before, next, slot)).ToList();
        if (next.RosterVersion != before.RosterVersion)
            actions.Add(new(TableTransactionActionType.UpsertReplace, SegmentRows.WriteRoster(tenant, next)));
        next.Version++;
        var fresh = SegmentRows.WriteFresh(tenant, next);
        actions.Add(before.ETag is { } over
            ? new(TableTransactionActionType.UpdateReplace, fresh, over)
            : new(TableTransactionActionType.Add, fresh));
        var asOf = time.GetUtcNow();
        try
        {
            var answer = await tables.Presence.SubmitTransactionAsync(actions, cancellation);
            return next.Copy(answer.Value[^1].Headers.ETag, asOf);
        }
        catch (RequestFailedException failure) when (RowConflict.Is(failure) || failure.Status is 0 or 404 or 408 or 429 or >= 500)
        {
            return null;
        }
    }

    private static TableTransactionAction Action(string tenant, PresenceSegment before, PresenceSegment next, SlotEdit slot) => slot.State is { } state
        ? new(TableTransactionActionType.UpsertReplace, SegmentRows.WriteUser(tenant, next.Number, next.Roster[slot.Slot], state))
        : new(
            TableTransactionActionType.Delete,
            new TableEntity(SegmentRows.Partition(tenant, next.Number), SegmentRows.UserKey(before.Roster[slot.Slot])),
            ETag.All);

    /// <returns>Null where the roster is another than the row of freshness was written with: both are to be read again.</returns>
    private async Task<Guid[]?> RosterOfAsync(string tenant, PresenceSegment fresh, PresenceSegment? known, CancellationToken cancellation)
    {
        if (known is not null && known.RosterVersion == fresh.RosterVersion)
            return known.Roster;
        var row = await FindAsync(tenant, fresh.Number, SegmentRows.Roster, cancellation)
            ?? throw new InvalidDataException("A segment of presence has no roster.");
        var (version, ids) = SegmentRows.ReadRoster(row);
        return version == fresh.RosterVersion ? ids : null;
    }

    private async Task<PresenceSegment> WithStatesAsync(
        string tenant, PresenceSegment fresh, Guid[] roster, PresenceSegment? known, CancellationToken cancellation)
    {
        var states = new UserPresence?[roster.Length];
        var unread = new List<int>();
        for (var slot = 0; slot < roster.Length; slot++)
        {
            var isKnown = known is not null && slot < known.Roster.Length && known.Roster[slot] == roster[slot];
            if (isKnown && known!.Writes[slot] == fresh.Writes[slot])
                (states[slot], fresh.Asked[slot]) = (known.States[slot], known.Asked[slot]);
            else if (roster[slot] != Guid.Empty)
                unread.Add(slot);
        }

        if (unread.Count > MostSingleReads)
        {
            var read = await ReadAllAsync(tenant, fresh.Number, cancellation);
            foreach (var slot in unread)
                states[slot] = read.GetValueOrDefault(roster[slot]);
        }
        else
        {
            var read = new ConcurrentDictionary<int, UserPresence?>();
            await Concurrently.ForEachAsync(
                unread,
                ReadsAtOnce,
                async (slot, stop) => read[slot] = await FindAsync(tenant, fresh.Number, SegmentRows.UserKey(roster[slot]), stop) is { } row
                    ? SegmentRows.ReadUser(row)
                    : null,
                cancellation);
            foreach (var slot in unread)
                states[slot] = read[slot];
        }

        return SegmentChange.With(fresh, roster, states);
    }

    private async Task<Dictionary<Guid, UserPresence>> ReadAllAsync(string tenant, int number, CancellationToken cancellation)
    {
        var states = new Dictionary<Guid, UserPresence>();
        var partition = SegmentRows.Partition(tenant, number);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {SegmentRows.UserPrefix} and RowKey lt {SegmentRows.UserEnd}");
        await foreach (var row in tables.Presence.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            states[SegmentRows.UserOf(row.RowKey)] = SegmentRows.ReadUser(row);
        return states;
    }

    private async Task<TableEntity?> FindAsync(string tenant, int number, string key, CancellationToken cancellation)
    {
        var row = await tables.Presence.GetEntityIfExistsAsync<TableEntity>(SegmentRows.Partition(tenant, number), key, null, cancellation);
        return row.HasValue ? row.Value : null;
    }
}
