using System.Collections.Concurrent;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Licences.Use;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Signals;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Directory.Licences.Changes;

/// <summary>
/// Carries out the messages of <c>user-changes</c>: a slice each. Who has an outcome is done with; whoever stops anywhere, the
/// next slice goes on with those who have none.
/// </summary>
internal sealed class LicenceChangeRun(
    LicenceChangeStore changes, UserStore users, LicenceSeats seats, LicenceUseReader uses, UserTasks tasks, SettingsStore settings, TenantStore tenants,
    LedgerStore ledger, RoutableSignals signals, TimeProvider time)
{
    public const string Queue = "user-changes";

    /// <summary>So many users are done together: with the seats of one licence each they fit into a transaction.</summary>
    private const int Together = 90;
    private const int AtOnce = 16;

    // Well within the lock of a message and the time of a function.
    private static readonly TimeSpan SliceTime = TimeSpan.FromMinutes(2);

    // Whoever asked for it is writing its users down.
    private static readonly TimeSpan Preparing = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public async Task<MessageOutcome> RunAsync(QueueMessage message, CancellationToken cancellation)
    {
        var request = message.Read(NimbusJson.Stored.LicenceChangeRequest);
        if (!Guid.TryParseExact(request.Tenant, "D", out _) || request.Change is null || !LicenceChangeStore.IsId(request.Change))
            return new MessageOutcome.GivenUp("The message names no change of a tenant.");
        var until = time.GetUtcNow() + SliceTime;
        for (var after = ""; ;)
        {
            if (await tenants.FindAsync(request.Tenant, cancellation) is null || await changes.FindAsync(request.Tenant, request.Change, cancellation) is not { } found)
                return MessageOutcome.Done.Instance;
            if (found.Change.State == LicenceChangeState.Preparing)
                return await PreparingAsync(request, found, cancellation);
            if (found.Change.State != LicenceChangeState.Running)
                return MessageOutcome.Done.Instance;
            var pending = await changes.PendingAsync(request.Tenant, request.Change, after, Together, cancellation);
            if (pending.Count > 0)
            {
                await ChunkAsync(request.Tenant, found.Change, pending, cancellation);
                after = pending[^1].UserId;
            }
            else if (after.Length > 0)
                // Those who were changed by others meanwhile have no outcome yet.
                after = "";
            else if (await changes.WriteAsync(request.Tenant, found.Change with { State = LicenceChangeState.Done }, found.ETag, cancellation))
                return MessageOutcome.Done.Instance;
            if (time.GetUtcNow() >= until)
                return new MessageOutcome.Later(TimeSpan.Zero, "Another slice follows.", CountsAsAttempt: false);
        }
    }

    private async Task<MessageOutcome> PreparingAsync(LicenceChangeRequest request, (LicenceChange Change, Azure.ETag ETag) found, CancellationToken cancellation)
    {
        if (time.GetUtcNow() - found.Change.Asked <= Preparing
            || !await changes.WriteAsync(request.Tenant, found.Change with { State = LicenceChangeState.Abandoned }, found.ETag, cancellation))
            return new MessageOutcome.Later(Soon, "Its users are still being written down.", CountsAsAttempt: false);
        return MessageOutcome.Done.Instance;
    }

    private async Task ChunkAsync(string tenant, LicenceChange change, IReadOnlyList<PendingUser> pending, CancellationToken cancellation)
    {
        var rows = await users.FindManyAsync(tenant, [.. pending.Select(user => user.UserId)], cancellation);
        var facts = await FactsAsync(tenant, change, rows.Values, cancellation);
        var tree = await tenants.OrganizationUnitsAsync(tenant, cancellation);
        var (outcomes, open) = (new ConcurrentBag<LicenceOutcome>(), new List<StoredUser>());
        foreach (var user in pending)
        {
            var stored = rows.GetValueOrDefault(user.UserId);
            var isReached = stored is { User.IsVisible: true } && change.Covers(OrganizationUnit.PathOf(stored.User.OrganizationUnitId, tree));
            if (LicenceChangeDecision.Of(change, user, isReached ? stored : null, isReached ? facts(stored!) : null) is { } outcome)
                outcomes.Add(outcome);
            else
                open.Add(stored!);
        }

        await GiveAsync(tenant, change, open, outcomes, cancellation);
        await changes.EndAsync(tenant, change.Id, outcomes, cancellation);
        // Who has a licence more may take work that waits.
        if (change.Give.Count > 0)
            await signals.LookAtAsync(
                tenant, [.. outcomes.Where(user => user.Outcome == LicenceOutcome.Given).Select(user => user.UserId)], serviceId: null, cancellation);
    }

    private async Task GiveAsync(
        string tenant, LicenceChange change, List<StoredUser> open, ConcurrentBag<LicenceOutcome> outcomes, CancellationToken cancellation)
    {
        if (open.Count == 0 || await settings.ReadAllAsync(tenant, cancellation) is not { } all)
            return;
        await changes.NoteAsync(tenant, change.Id, open.Select(stored => KeyValuePair.Create(stored.User.Id, stored.Entitlement.Licences)), cancellation);
        var toLeave = await seats.NoteManyAsync(
            tenant, [.. open.Select(stored => Seats(stored, stored.Entitlement.Licences & ~change.Of(stored.Entitlement.Licences)))], cancellation);
        var refused = await seats.TakeManyAsync(
            tenant, open.Select(stored => Seats(stored, change.Of(stored.Entitlement.Licences) & ~stored.Entitlement.Licences)), all.Licences, cancellation);
        foreach (var (user, licence) in refused)
            outcomes.Add(new(user, LicenceOutcome.Refused, "licence-contingent", LicenceProblems.NoneLeft(licence, all.Licences).Detail));
        var given = open.Where(stored => !refused.ContainsKey(stored.User.Id)).ToList();
        await ledger.AppendAsync(tenant, [.. given.Select(stored => Line(change, stored))], cancellation);
        var changed = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await Concurrently.ForEachAsync(
            given,
            AtOnce,
            async (stored, stop) =>
            {
                var after = stored.Entitlement with { Licences = change.Of(stored.Entitlement.Licences) };
                // Changed meanwhile: without an outcome, and so looked at again.
                if (await users.EntitleAsync(tenant, stored, after, stop) && changed.TryAdd(stored.User.Id, true))
                    outcomes.Add(new(stored.User.Id, LicenceOutcome.Given));
            },
            cancellation);
        await seats.LeaveManyAsync(tenant, [.. toLeave.Where(seat => changed.ContainsKey(SeatRow.WhoOf(seat)))], cancellation);
    }

    /// <summary>What uses the licences of each; where none is taken nobody needs to know.</summary>
    private async Task<Func<StoredUser, LicenceFacts?>> FactsAsync(
        string tenant, LicenceChange change, IEnumerable<StoredUser> rows, CancellationToken cancellation)
    {
        if (change.Take.Count == 0)
            return _ => null;
        var busy = await tasks.OfAllAsync(tenant, cancellation);
        var roles = new ConcurrentDictionary<string, IReadOnlyCollection<Role>>(StringComparer.Ordinal);
        if (change.Take.Contains(nameof(UserLicences.ContactCenter)))
        {
            await Concurrently.ForEachAsync(
                rows, AtOnce, async (stored, stop) => roles[stored.User.Id] = await uses.RolesOfAsync(tenant, stored.User.Id, stop), cancellation);
        }

        return stored => new(stored, roles.GetValueOrDefault(stored.User.Id, []), busy.GetValueOrDefault(stored.User.Id, new HashSet<Modality>()));
    }

    private LedgerEntry Line(LicenceChange change, StoredUser stored)
    {
        var after = new Entitlement(change.Of(stored.Entitlement.Licences), false).LicenceNames;
        return LedgerEntry.OfCall(
            time.GetUtcNow(), LedgerActions.LicencesChanged, stored.User.Id,
            $"to {(after.Count == 0 ? "none" : string.Join(", ", after))} by {change.By} in change {change.Id}");
    }

    private static (string Who, IReadOnlyList<string> Licences) Seats(StoredUser stored, UserLicences licences) =>
        (stored.User.Id, [.. LicenceCatalogue.OfUserAll(licences)]);
}
