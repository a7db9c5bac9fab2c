using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Interact;

/// <summary>Whether the contacts of users refer to a template.</summary>
internal sealed class DomainTemplateUsers(UserStore users) : IReferrers
{
    public string Kind => DomainTemplateStore.OfUsers;

    public async Task<bool> StillRefersAsync(string tenant, string referrerId, EntityReference reference, CancellationToken cancellation) =>
        await users.FindStoredAsync(tenant, referrerId, cancellation) is { } stored
        && DomainTemplateStore.ReferencesOf(stored.Entitlement.Interact).Contains(reference);
}
