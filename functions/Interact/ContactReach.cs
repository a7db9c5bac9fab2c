using NimbusFunctions.Configuration;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Interact;

/// <summary>Whether what a user's contact refers to is there, and lies where the user may use it.</summary>
internal sealed class ContactReach(ConfigurationStore configuration, TenantStore tenants)
{
    public async Task CheckAsync(string tenant, NimbusUser user, InteractContact contact, ValidationErrors errors, CancellationToken cancellation)
    {
        if (contact is { DirectSystemMessagesId: not null, InstantMessaging: false })
            errors.Add("directSystemMessagesId", "must be left out: the user is not reached by chat.");
        var path = OrganizationUnit.PathOf(user.OrganizationUnitId, await tenants.OrganizationUnitsAsync(tenant, cancellation));
        foreach (var reference in DomainTemplateStore.ReferencesOf(contact))
        {
            if (EntityReach.FaultOf(reference.Kind, await configuration.FindAsync(tenant, reference.Kind, reference.Id, cancellation), path, "user's") is { } fault)
                errors.Add(reference.Slot, fault);
        }
    }
}
