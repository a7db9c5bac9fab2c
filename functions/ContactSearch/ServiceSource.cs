using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.ContactSearch;

/// <summary>
/// Looks through the tenant's services, and, where the tenant lets its attendants see them, through those who are in them.
/// </summary>
internal sealed class ServiceSource(ServiceStore services, MembershipStore memberships, UserStore users) : IContactSource
{
    private const int MostMembers = 100;
    private const int BucketsAtOnce = 8;

    public ContactSource Name => ContactSource.Services;

    public async Task<SourceFinding> FindAsync(ContactRequest request, CancellationToken cancellation)
    {
        var all = (await services.ListAsync(request.Tenant, cancellation)).Select(stored => stored.Service).Where(service => service.State == ServiceState.Operational).ToList();
        var showsMembers = request.Settings.TeamVisibility == AttendantConsoleSection.Visible;
        var found = new List<FoundContact>();
        foreach (var service in all.Where(service => request.Query.Matches(Name, name => Values(name, service.DisplayName, service.Upn))).Take(request.Query.Top))
        {
            var members = showsMembers ? await MembersAsync(request.Tenant, service, cancellation) : null;
            found.Add(new(Name, service.Id, service.DisplayName, UserPrincipalName: service.Upn, Members: members));
        }

        if (!showsMembers)
            return new(found, Says: "The tenant does not show the members of services (attendantConsole.teamVisibility).");
        if (found.Count < request.Query.Top)
            found.AddRange(await PeopleAsync(request, all.Select(service => service.Id).ToHashSet(StringComparer.Ordinal), request.Query.Top - found.Count, cancellation));
        return new(found);
    }

    private async Task<IReadOnlyList<ServiceMember>> MembersAsync(string tenant, Service service, CancellationToken cancellation)
    {
        var ids = (await memberships.ReadAsync(tenant, service.Id, cancellation)).Keys.Order(StringComparer.Ordinal).Take(MostMembers).ToList();
        return [.. (await users.FindManyAsync(tenant, ids, cancellation)).Values.Select(stored => stored.User).Where(user => user.IsVisible)
            .Select(user => new ServiceMember(user.Id, user.Details.DisplayName, user.Details.UserPrincipalName)).OrderBy(member => member.DisplayName, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Users in services, by their own names.</summary>
    private async Task<IEnumerable<FoundContact>> PeopleAsync(ContactRequest request, HashSet<string> operational, int most, CancellationToken cancellation)
    {
        var found = new List<FoundContact>();
        var gate = new Lock();
        await Concurrently.ForEachAsync(
            Enumerable.Range(0, StableHash.Buckets), BucketsAtOnce,
            async (bucket, stop) =>
            {
                await foreach (var (user, _) in users.ReadBucketAsync(request.Tenant, StableHash.BucketName(bucket), stop))
                {
                    var through = user.Services.Select(membership => membership.ServiceId).Where(operational.Contains).ToList();
                    if (!user.IsVisible || through.Count == 0 || !request.Query.Matches(Name, name => Values(name, user.Details.DisplayName, user.Details.UserPrincipalName)))
                        continue;
                    lock (gate)
                        found.Add(Of(user, through));
                }
            },
            cancellation);
        return found.OrderBy(contact => contact.DisplayName, StringComparer.OrdinalIgnoreCase).Take(most);
    }

    private static IEnumerable<string?> Values(string name, string displayName, string upn) => name switch
    {
        "displayName" => [displayName],
        "userPrincipalName" => [upn],
        _ => [],
    };

    private static FoundContact Of(NimbusUser user, IReadOnlyList<string> services) => new(
        ContactSource.Services,
        user.Id,
        user.Details.DisplayName,
        FoundContact.Text(user.Details.GivenName),
        FoundContact.Text(user.Details.Surname),
        user.Details.UserPrincipalName,
        FoundContact.Texts(user.Details.Mail),
        Department: FoundContact.Text(user.Details.Department),
        Services: services);
}
