using Azure.Messaging.ServiceBus;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Routing;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Limits;

namespace NimbusFunctions.Presence.Signals;

/// <summary>
/// Tells <c>task-dispatch</c> when a change makes somebody of a service take work: one message per service, however many
/// users it concerns. A signal that is lost or told twice does no harm, for whoever reads it looks by itself too.
/// </summary>
internal sealed class RoutableSignals(
    ServicesOfTenant services,
    UserStore users,
    MembershipStore memberships,
    IPresenceReader presence,
    UserWorkOf work,
    LimitsInForce settings,
    QueueSender queues,
    TimeProvider time,
    ILogger<RoutableSignals> log) : IPresenceFollower
{
    public async Task FollowAsync(string tenant, IReadOnlyList<PresenceChange> changes, CancellationToken cancellation)
    {
        if (changes.Count == 0)
            return;
        var extended = (await settings.FindAsync(tenant, cancellation))?.Presence.Tracking ?? false;
        var all = await services.OfAsync(tenant, cancellation);
        // Most changes free nobody anywhere: neither their users nor their flags are read.
        var freed = changes.GroupBy(change => change.UserId)
            .Select(ofUser => ofUser.MaxBy(change => change.At)!)
            .Where(change => all.Values.Any(service => Frees(change, service, extended)))
            .ToDictionary(change => change.UserId);
        if (freed.Count == 0)
            return;
        var rows = await users.FindManyAsync(tenant, freed.Keys, cancellation);
        var (busy, _) = await work(tenant, cancellation);
        var candidates = rows.Values
            .SelectMany(stored => stored.User.Services.Select(membership => (Service: all.GetValueOrDefault(membership.ServiceId), Stored: stored)))
            .Where(candidate => candidate.Service is not null && Frees(freed[candidate.Stored.User.Id], candidate.Service, extended))
            .GroupBy(candidate => candidate.Service!.Id);
        var concerned = new List<Service>();
        foreach (var ofService in candidates)
        {
            foreach (var (service, stored) in ofService)
            {
                var seen = new KnownPresence(freed[stored.User.Id].After, null, null, TimeSpan.Zero, null);
                if (!await IsFreeAsync(tenant, service!, stored, seen, extended, busy.Contains(stored.User.Id), cancellation))
                    continue;
                // One is enough: the message names no user.
                concerned.Add(service!);
                break;
            }
        }

        await SendAsync(tenant, concerned, cancellation);
    }

    /// <summary>An administrator or the user changed something else that decides, in one service or in all of the user's.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="userId">The user.</param>
    /// <param name="serviceId">The service; null: all.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task LookAtAsync(string tenant, string userId, string? serviceId, CancellationToken cancellation) =>
        LookAtAsync(tenant, [userId], serviceId, cancellation);

    /// <summary>The same of many users at once.</summary>
    public async Task LookAtAsync(string tenant, IReadOnlyCollection<string> userIds, string? serviceId, CancellationToken cancellation)
    {
        var rows = (await users.FindManyAsync(tenant, userIds, cancellation))
            .Where(row => row.Value.User.Services.Any(membership => serviceId is null || membership.ServiceId == serviceId))
            .ToDictionary(StringComparer.Ordinal);
        if (rows.Count == 0)
            return;
        var extended = (await settings.FindAsync(tenant, cancellation))?.Presence.Tracking ?? false;
        var all = await services.OfAsync(tenant, cancellation);
        var known = await presence.OfAsync(tenant, [.. rows.Keys], cancellation);
        var (busy, _) = await work(tenant, cancellation);
        var concerned = new Dictionary<string, Service>(StringComparer.Ordinal);
        foreach (var (user, stored) in rows)
        {
            foreach (var id in stored.User.Services.Select(membership => membership.ServiceId).Where(id => serviceId is null || id == serviceId))
            {
                if (!concerned.ContainsKey(id) && all.TryGetValue(id, out var service)
                    && await IsFreeAsync(tenant, service, stored, known[user], extended, busy.Contains(user), cancellation))
                    concerned.Add(id, service);
            }
        }

        await SendAsync(tenant, [.. concerned.Values], cancellation);
    }

    private static bool Frees(PresenceChange change, Service service, bool extended) =>
        change.After is { } after && Routability.Allows(after, service, extended)
        && !(change.Before is { } before && Routability.Allows(before, service, extended));

    private async Task<bool> IsFreeAsync(
        string tenant, Service service, StoredUser stored, KnownPresence known, bool extended, bool holdsTask, CancellationToken cancellation)
    {
        var member = await memberships.FindAsync(tenant, service.Id, stored.User.Id, cancellation);
        return member is not null && Routability.Refusal(new(
            service, null, extended, stored.User.State == UserState.Active, member.IsActive, stored.Entitlement, known, holdsTask)) is null;
    }

    private async Task SendAsync(string tenant, List<Service> concerned, CancellationToken cancellation)
    {
        if (concerned.Count == 0)
            return;
        var now = time.GetUtcNow();
        try
        {
            await queues.SendAsync(
                Dispatch.Queue, [.. concerned.Select(service => RoutableSignal.Of(tenant, service.Id, now).ToMessage())], cancellation);
        }
        catch (ServiceBusException failure)
        {
            log.SignalsLost(failure, tenant, concerned.Count);
        }
    }
}
