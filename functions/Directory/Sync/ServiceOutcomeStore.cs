using NimbusFunctions.Directory.Services;
using NimbusFunctions.Ledger;
using NimbusFunctions.Storage;

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
    private const int ListsAtOnce = 20;

    /// <summary>Stores a chunk: the lists side by side, then all services at once, and last all hints at once.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="outcomes">What was decided.</param>
    /// <param name="lost">Users whose rows others changed meanwhile: nothing about them is stored.</param>
    public async Task StoreAsync(SliceContext slice, IReadOnlyCollection<ServiceOutcome> outcomes, IReadOnlySet<string> lost)
    {
        await Concurrently.ForEachAsync(
            outcomes,
            ListsAtOnce,
            async (outcome, _) =>
            {
                await StoreMembersAsync(slice, outcome, lost);
                slice.Progress.Note();
            },
            slice.Token);
        var interrupted = outcomes.Where(outcome => outcome.Joined.Keys.Concat(outcome.Left).Any(lost.Contains)).ToHashSet();
        await StoreServicesAsync(slice, outcomes.Where(outcome => !interrupted.Contains(outcome)), interrupted);
        await hints.CloseAsync(
            slice.Tenant,
            [.. outcomes.Select(outcome => (
                outcome.Reading.Hint,
                outcome.Settled && !interrupted.Contains(outcome) ? null : Kept(slice, outcome, interrupted.Contains(outcome))))],
            slice.Token);
    }

    private async Task StoreMembersAsync(SliceContext slice, ServiceOutcome outcome, IReadOnlySet<string> lost)
    {
        var (tenant, reading) = (slice.Tenant, outcome.Reading);
        await memberships.PutAsync(
            tenant,
            reading.ServiceId,
            outcome.Joined.Where(joined => !lost.Contains(joined.Key)),
            reading.List.ContainsKey,
            reading.NewMembersAreActive,
            slice.Token);
        await memberships.RemoveAsync(tenant, reading.ServiceId, [.. outcome.Left.Where(id => !lost.Contains(id))], Why(outcome), slice.Token);
        await StoreDeparturesAsync(slice, outcome);
        if (outcome.Deleted.Count > 0)
            await hints.AddAsync(
                tenant,
                [.. outcome.Deleted.Select(id => new Hint(HintKind.User, id, MissingIn: $"the list of {reading.ServiceId}"))],
                slice.Token);
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

    /// <summary>Those that an administrator changed meanwhile are added to what was interrupted.</summary>
    private async Task StoreServicesAsync(SliceContext slice, IEnumerable<ServiceOutcome> outcomes, HashSet<ServiceOutcome> interrupted)
    {
        List<(ServiceOutcome Outcome, StoredService Before, Service After)> changes = [];
        foreach (var outcome in outcomes)
        {
            if (outcome.Reading.Service is not { } stored)
                continue;
            if (outcome.State is not { } state)
                await services.RemoveAsync(slice.Tenant, stored.Service, slice.Token);
            // One that is to be deleted stays so, whatever becomes of its team meanwhile.
            else if (Changed(stored.Service, stored.Service.AwaitsConfirmation ? stored.Service.State : state, outcome.Members) is { } changed)
                changes.Add((outcome, stored, changed));
        }

        if (await services.UpdateAsync(slice.Tenant, [.. changes.Select(change => (change.Before, change.After))], slice.Token))
            return;
        foreach (var (outcome, before, after) in changes)
        {
            if (!await services.UpdateAsync(slice.Tenant, [(before, after)], slice.Token))
                interrupted.Add(outcome);
        }
    }

    /// <summary>The service with its new state and count; null where both are as they were.</summary>
    private Service? Changed(Service service, ServiceState state, int members) =>
        service.State == state && service.MemberCount == members
            ? null
            : service with
            {
                State = state,
                MemberCount = members,
                StateSince = state == service.State ? service.StateSince : time.GetUtcNow(),
            };
}
