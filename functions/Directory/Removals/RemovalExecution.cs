using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Removals;

/// <summary>
/// Carries removals out: the ledger's lines, hints at the services concerned, the users' rows, the member lists, and
/// last the removals are forgotten. A crash between any two leaves them, and the next run does the rest.
/// </summary>
internal sealed class RemovalExecution(
    PlanStore plans, MembershipStore memberships, HintStore hints, LedgerStore ledger, TimeProvider time, ILogger<RemovalExecution> log)
{
    private const int UsersAtOnce = 100;
    private const int ListsAtOnce = 8;

    /// <returns>How many are done with; fewer than given where a pause came or others changed the same users.</returns>
    public async Task<int> CarryOutAsync(SliceContext slice, IReadOnlyList<Removal> removals)
    {
        var done = 0;
        foreach (var chunk in removals.GroupBy(removal => removal.UserId, StringComparer.Ordinal).Chunk(UsersAtOnce))
        {
            await slice.CheckpointAsync();
            if (await plans.PauseOfAsync(slice.Tenant, slice.Token) is not null)
                break;
            done += await ChunkAsync(slice, [.. chunk.SelectMany(ofUser => ofUser)]);
        }

        return done;
    }

    private async Task<int> ChunkAsync(SliceContext slice, List<Removal> removals)
    {
        var rows = await slice.Rows.FindAsync([.. removals.Select(removal => removal.UserId)], slice.Token);
        var deeds = RemovalDeeds.Decide(removals, id => rows.TryGetValue(id, out var row) ? row.User : null);
        var going = removals.Except(deeds.Outdated).ToList();
        await ledger.AppendAsync(slice.Tenant, [.. going.Select(removal => Line(slice, removal))], slice.Token);
        // Before the rows: once they are written, a repetition no longer sees that anything changed.
        await hints.AddAsync(slice.Tenant, [.. Recounts(going, rows).Distinct()], slice.Token);
        await PostponeAsync(slice, deeds.Outdated);
        var lost = await slice.Rows.WriteAsync(deeds.ToWrite, slice.Token);
        await EndMembershipsAsync(slice, going.Where(removal => !lost.Contains(removal.UserId)));
        Count(slice, deeds.ToWrite.Where(user => !lost.Contains(user.Id)), rows);
        foreach (var removal in going.Where(removal => !lost.Contains(removal.UserId)))
            log.SyncRemoved(slice.Tenant, removal.Cause, removal.Proof);
        var settled = await slice.Removals.RemoveAsync(
            going.Where(removal => !lost.Contains(removal.UserId)).Select(removal => removal.Key), slice.Token);
        return settled.Count;
    }

    /// <summary>
    /// Rows newer than a proof may come from a clock that is fast: proving it again in this run could go on as long as
    /// the clocks differ. The next run does it; what was approved stays so.
    /// </summary>
    private static async Task PostponeAsync(SliceContext slice, IReadOnlyList<Removal> outdated)
    {
        await slice.Removals.PutAsync(outdated.Select(removal => removal with { Run = "" }), slice.Token);
        if (outdated.Count > 0)
            slice.Tally.WantSecondLook();
    }

    private Task EndMembershipsAsync(SliceContext slice, IEnumerable<Removal> removals) => Concurrently.ForEachAsync(
        // The list of a team in the bin is kept: it is what a restore brings back.
        removals.Where(removal => removal.Cause is RemovalCause.LeftTeam or RemovalCause.TeamDeleted).GroupBy(removal => removal.ServiceId),
        ListsAtOnce,
        (service, stop) => memberships.RemoveAsync(slice.Tenant, service.Key, [.. service.Select(removal => removal.UserId)], LedgerActions.Of(service.First().Cause), stop),
        slice.Token);

    /// <summary>The services whose lists count a user no longer; one whose team is gone is settled by its own proof, or, should it be back, with everybody in its list.</summary>
    private static IEnumerable<Hint> Recounts(IReadOnlyList<Removal> removals, IReadOnlyDictionary<string, StoredUser> rows) =>
        removals.Where(removal => removal.Cause is RemovalCause.TeamDeleted or RemovalCause.TeamSoftDeleted).Select(removal => removal.ToHint() with { Full = true })
            .Concat(removals.Where(removal => removal.OfUser && rows.ContainsKey(removal.UserId))
                .SelectMany(removal => rows[removal.UserId].User.Memberships)
                .Select(membership => new Hint(HintKind.Service, membership.ServiceId)));

    private LedgerEntry Line(SliceContext slice, Removal removal) => new(
        time.GetUtcNow(),
        slice.Run,
        LedgerActions.Of(removal.Cause),
        removal.UserId,
        removal.IsApproved ? $"{removal.Proof}; plan {removal.Plan}, approved by {removal.ApprovedBy}" : removal.Proof,
        removal.ServiceId);

    private static void Count(SliceContext slice, IEnumerable<NimbusUser> written, IReadOnlyDictionary<string, StoredUser> rows)
    {
        foreach (var user in written)
        {
            switch (user.State)
            {
                case UserState.SoftDeleted:
                    slice.Tally.Add(softDeleted: 1);
                    break;
                case UserState.Gone:
                    slice.Tally.Add(deleted: 1);
                    break;
                default:
                    slice.Tally.Add(left: rows[user.Id].User.IsVisible && !user.IsVisible ? 1 : 0, updated: user.IsVisible ? 1 : 0);
                    break;
            }
        }
    }
}
