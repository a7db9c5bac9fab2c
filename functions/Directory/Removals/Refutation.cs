using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Removals;

/// <summary>
/// Takes back removals that are no longer to be: the directory showed the user again, or an administrator ended the
/// service. Whether they wait, are held or were approved makes no difference. A plan of which nothing is left is closed.
/// </summary>
internal sealed class Refutation(PlanStore plans, LedgerStore ledger, TimeProvider time, ILogger<Refutation> log)
{
    public async Task RefuteAsync(SliceContext slice, IEnumerable<RemovalKey> keys)
    {
        var refuted = slice.Removals.Known(keys);
        if (refuted.Count == 0)
            return;
        await ledger.AppendAsync(
            slice.Tenant,
            [.. refuted.Select(removal => new LedgerEntry(
                time.GetUtcNow(), slice.Run, LedgerActions.RemovalRefuted, removal.UserId, $"no longer to be removed; was: {removal.Proof}", removal.ServiceId))],
            slice.Token);
        await ForgetAsync(slice, refuted);
        log.RemovalsRefuted(slice.Tenant, refuted.Count);
    }

    /// <summary>Forgets removals that there is nothing left to do about, and closes the plans that are empty now.</summary>
    public async Task ForgetAsync(SliceContext slice, IReadOnlyList<Removal> removals)
    {
        await slice.Removals.RemoveAsync(removals.Select(removal => removal.Key), slice.Token);
        foreach (var hash in removals.Where(removal => removal.IsHeld).Select(removal => removal.Plan).Distinct())
        {
            if (slice.Removals.All.All(removal => removal.Plan != hash)
                && await plans.FindAsync(slice.Tenant, hash, slice.Token) is { State: HeldPlanState.Held } plan)
                await plans.WriteAsync(slice.Tenant, plan with { State = HeldPlanState.Refuted, DecidedAt = time.GetUtcNow() }, slice.Token);
        }
    }
}
