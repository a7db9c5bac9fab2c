using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Services;

/// <summary>Why a service has more members than the user list shows of it.</summary>
/// <param name="Members">Who is in its list and was not deleted from the directory.</param>
/// <param name="VisibleUsers">How many of them the user list shows.</param>
/// <param name="Reason">What makes the difference, or null where there is none.</param>
internal sealed record ServiceCounts(int Members, int VisibleUsers, string? Reason);

/// <summary>Counts members and visible users of services whose two numbers may differ; of the others they are one.</summary>
internal sealed class ServiceCountReader(MembershipStore memberships, UserStore users, RemovalStore removals)
{
    public async Task<IReadOnlyDictionary<string, ServiceCounts>> ReadAsync(
        string tenant, IReadOnlyCollection<Service> services, CancellationToken cancellation)
    {
        var held = (await removals.ReadAsync(tenant, cancellation)).Where(removal => removal.IsHeld).ToList();
        var counts = new Dictionary<string, ServiceCounts>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            var plan = held.Find(removal => removal.ServiceId == service.Id)?.Plan;
            counts[service.Id] = service.State == ServiceState.Operational && plan is null
                ? new(service.MemberCount, service.MemberCount, null)
                : await CountAsync(tenant, service, plan, cancellation);
        }

        return counts;
    }

    private async Task<ServiceCounts> CountAsync(string tenant, Service service, string? plan, CancellationToken cancellation)
    {
        var members = (await memberships.ReadAsync(tenant, service.Id, cancellation)).Keys.ToList();
        // Whoever was deleted alone is no member that the team would bring back.
        var there = (await users.FindManyAsync(tenant, members, cancellation)).Values
            .Select(stored => stored.User).Where(user => user.State is UserState.Active or UserState.Departed).ToList();
        return new(there.Count, there.Count(user => user.IsVisible), Reason(service, plan));
    }

    private static string? Reason(Service service, string? plan) => service.State switch
    {
        ServiceState.TeamSoftDeleted =>
            "The team is in the directory's bin"
            + (service.StateSince is { } since ? $" since {since:u} and can be restored for 30 days" : "")
            + ": its members are kept, and the user list shows only those whom another service or an administrator keeps.",
        ServiceState.TeamGone => "The team is deleted for good: its memberships have ended and stand in the member history.",
        ServiceState.PendingDeletion when service.AwaitsConfirmation =>
            "The service is to be deleted: run its provisioning script and confirm, or cancel; its members stay until then.",
        ServiceState.PendingDeletion => "The service is being deleted: its memberships are ending.",
        _ when plan is not null => $"Plan {plan} is held: members that it would remove keep their access until somebody decides.",
        _ => null,
    };
}
