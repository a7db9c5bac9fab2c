using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tasks.Limits;

namespace NimbusFunctions.Presence.Routing;

/// <summary>Collects what decides about the members of a service, and has it decided.</summary>
internal sealed class ServiceRouting(
    MembershipStore memberships, UserStore users, IPresenceReader presence, UserWorkOf work, LimitsInForce settings)
{
    /// <summary>All members of a service whose users are known, in the order in which work comes to them.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="service">The service.</param>
    /// <param name="modality">The modality asked for; null: any.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<RoutedUser>> OfServiceAsync(
        string tenant, Service service, string? modality, CancellationToken cancellation)
    {
        var members = new List<Member>();
        await foreach (var member in memberships.ListAsync(tenant, service.Id, cancellation))
            members.Add(member);
        var ids = members.ConvertAll(member => member.UserId);
        var rows = await users.FindManyAsync(tenant, ids, cancellation);
        var known = await presence.OfAsync(tenant, ids, cancellation);
        var (busy, ends) = await work(tenant, cancellation);
        var extended = (await settings.FindAsync(tenant, cancellation))?.Presence.Tracking ?? false;
        return [.. RoutedUser.InOrder(members.Where(member => rows.ContainsKey(member.UserId)).Select(member =>
        {
            var (user, entitlement) = (rows[member.UserId].User, rows[member.UserId].Entitlement);
            var facts = new RoutingFacts(
                service, modality, extended, user.State == UserState.Active, member.IsActive, entitlement,
                known[user.Id], busy.Contains(user.Id));
            return new RoutedUser(user, facts, Routability.Refusal(facts), Later(known[user.Id].Since, ends, user.Id));
        }))];
    }

    private static DateTimeOffset? Later(DateTimeOffset? since, IReadOnlyDictionary<string, DateTimeOffset> ends, string user) =>
        ends.TryGetValue(user, out var end) && !(since > end) ? end : since;
}
