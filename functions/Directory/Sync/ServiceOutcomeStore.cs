using NimbusFunctions.Directory.Services;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Stores what was decided of a service, after the users' own rows are written: the member list, the service, and
/// last the hint, so that a crash between any two leaves the hint and the next look does the rest.
/// </summary>
internal sealed class ServiceOutcomeStore(
    MembershipStore memberships, DepartureStore departures, ServiceStore services, HintStore hints, TimeProvider time)
{
    // Where others change the same rows again and again, the next run goes on.
    private const int MostRepetitions = 10;

    /// <param name="slice">The slice.</param>
    /// <param name="outcome">What was decided.</param>
    /// <param name="lost">Users whose rows others changed meanwhile: nothing about them is stored.</param>
    public async Task StoreAsync(SliceContext slice, ServiceOutcome outcome, IReadOnlySet<string> lost)
    {
        var (tenant, reading) = (slice.Tenant, outcome.Reading);
        await memberships.PutAsync(
            tenant, reading.ServiceId, outcome.Joined.Where(joined => !lost.Contains(joined.Key)), reading.Stored.ContainsKey, slice.Token);
        await memberships.RemoveAsync(tenant, reading.ServiceId, [.. outcome.Left.Where(id => !lost.Contains(id))], Why(outcome), slice.Token);
        await StoreDeparturesAsync(slice, outcome);
        if (outcome.Deleted.Count > 0)
            await hints.AddAsync(
                tenant,
                [.. outcome.Deleted.Select(id => new Hint(HintKind.User, id, MissingIn: $"the list of {reading.ServiceId}"))],
                slice.Token);
        var concernsLost = outcome.Joined.Keys.Concat(outcome.Left).Any(lost.Contains);
        if (!await StoreServiceAsync(slice, outcome, concernsLost))
            concernsLost = true;
        if (outcome.Settled && !concernsLost)
            await hints.RemoveAsync(tenant, reading.Hint, slice.Token);
        else
            await hints.KeepAsync(tenant, reading.Hint, Kept(slice, outcome, concernsLost), slice.Token);
    }

    private static string Why(ServiceOutcome outcome) => outcome.State switch
    {
        null => LedgerActions.MembershipEnded,
        ServiceState.TeamGone => LedgerActions.TeamGone,
        _ => LedgerActions.MemberLeft,
    };

    private static Hint Kept(SliceContext slice, ServiceOutcome outcome, bool concernsLost)
    {
        var hint = outcome.Reading.Hint.Hint;
        return hint with
        {
            MissingIn = outcome.MissingIn ?? hint.MissingIn,
            // What others interrupted is tried again in this run; what is not proven waits for another.
            TriedIn = concernsLost && hint.Tries < MostRepetitions ? null : slice.Run,
            Tries = hint.Tries + 1,
        };
    }

    private async Task StoreDeparturesAsync(SliceContext slice, ServiceOutcome outcome)
    {
        var reading = outcome.Reading;
        var unproven = outcome.Unproven.ToHashSet(StringComparer.Ordinal);
        await departures.AddAbsentAsync(
            slice.Tenant, reading.ServiceId, unproven.Where(id => !reading.Departed.ContainsKey(id)), slice.Run, slice.Token);
        // A word against somebody who is still or again in the list is void.
        if (outcome.Settled)
            await departures.RemoveAsync(slice.Tenant, reading.ServiceId, reading.Departed.Keys, slice.Token);
    }

    /// <returns>False where an administrator changed the service meanwhile.</returns>
    private async Task<bool> StoreServiceAsync(SliceContext slice, ServiceOutcome outcome, bool concernsLost)
    {
        if (outcome.Reading.Service is not { } stored || concernsLost)
            return true;
        if (outcome.State is not { } state)
        {
            await services.RemoveAsync(slice.Tenant, stored.Service, slice.Token);
            return true;
        }

        var changed = stored.Service with
        {
            State = state,
            MemberCount = outcome.Members,
            StateSince = state == stored.Service.State ? stored.Service.StateSince : time.GetUtcNow(),
        };
        return changed.State == stored.Service.State && changed.MemberCount == stored.Service.MemberCount
            || await services.ReplaceAsync(slice.Tenant, stored, changed, slice.Token) is null;
    }
}
