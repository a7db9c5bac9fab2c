using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Presence.History;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>
/// Ends the rows that a person has alone. What they tell of the past is written under the pseudonym first, with keys that
/// follow from the erasure: written twice it is still one row.
/// </summary>
internal sealed class PersonRows(
    StoreTables tables, MemberHistory members, StateHistory states, SegmentStore segments)
{
    public static PersonRows Over(StoreTables tables, TimeProvider time) =>
        new(tables, new MemberHistory(tables), new StateHistory(tables), new SegmentStore(tables, time));

    /// <summary>Whether a row of a segment of presence holds the user: among those who are tracked, or with a row alone.</summary>
    public static bool IsPlaced(TableEntity row, string user) => row.RowKey != SegmentRows.Roster
        || SegmentRows.ReadRoster(row).Ids.Contains(Guid.Parse(user));

    /// <summary>The user's own row goes, unless somebody changed it since it was read: a user with access is none that is erased.</summary>
    public Task<ErasureOutcome> ForgetAsync(TableEntity row, CancellationToken cancellation) =>
        row.GetString("State") == nameof(UserState.Active) ? Task.FromResult(new ErasureOutcome(0, 1, 0)) : RemoveAsync(tables.Users, row, cancellation);

    public async Task<ErasureOutcome> EndMembershipAsync(string tenant, TableEntity row, Erasure erasure, CancellationToken cancellation)
    {
        var service = row.PartitionKey[(tenant.Length + 1)..];
        await members.AddAsync(
            tenant,
            service,
            [new(erasure.Pseudonym, row.Word<Role>("Role"), row.GetDateTimeOffset("Since"), erasure.Asked, LedgerActions.UserForgotten)],
            cancellation);
        return await RemoveAsync(tables.Memberships, row, cancellation);
    }

    public async Task<ErasureOutcome> CloseBookAsync(string tenant, TableEntity row, Erasure erasure, CancellationToken cancellation)
    {
        var book = StateBookStore.Read(row).Book;
        await states.WriteAsync(
            tenant, book.Closed.Select(state => state with { UserId = erasure.Pseudonym, User = erasure.Pseudonym }), cancellation);
        return await RemoveAsync(tables.Presence, row, cancellation);
    }

    /// <summary>The user leaves the segment as anybody does who is tracked no more.</summary>
    public async Task<ErasureOutcome> LeaveAsync(string tenant, TableEntity row, string user, CancellationToken cancellation)
    {
        if (row.RowKey != SegmentRows.Roster)
            return await IsTrackedAsync(row, user, cancellation) ? new(0, 1, 0) : await RemoveAsync(tables.Presence, row, cancellation);
        var number = Convert.ToInt32(row.PartitionKey[(tenant.Length + 1)..], 16);
        var segment = await segments.ReadAsync(tenant, number, null, cancellation);
        if (!segment.Slots.TryGetValue(Guid.Parse(user), out var slot))
            return new(0, 1, 0);
        var edit = new SegmentEdit(
            [new(slot) { User = Guid.Empty, WritesRow = segment.States[slot] is not null, Confirmed = 0 }],
            null, segment.FastCadence, segment.SlowCadence, []);
        return await segments.WriteAsync(tenant, segment, edit, cancellation) is not null ? new(1, 0, 0) : new(0, 1, 0);
    }

    // The roster sorts before the row: what is in it leaves with it.
    private async Task<bool> IsTrackedAsync(TableEntity row, string user, CancellationToken cancellation)
    {
        var roster = await tables.Presence.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, SegmentRows.Roster, null, cancellation);
        return roster.HasValue && IsPlaced(roster.Value!, user);
    }

    private static async Task<ErasureOutcome> RemoveAsync(TableClient table, TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
            return new(1, 0, 0);
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 412)
        {
            return new(0, 1, 0);
        }
    }
}
