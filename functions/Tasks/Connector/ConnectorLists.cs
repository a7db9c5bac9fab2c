using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>What the designer of Power Automate offers in lists, and its test of the connection.</summary>
internal static class ConnectorLists
{
    // A list in the designer that is longer helps nobody.
    private const int MostUsers = 5_000;

    public static void MapConnectorLists(this RouteGroupBuilder v1)
    {
        Fixed("/tasks/events", ConnectorVocabulary.TaskEvents);
        Fixed("/tasks/modalities", ConnectorVocabulary.Modalities);
        Fixed("/tasks/directions", ConnectorVocabulary.Directions);
        Fixed("/scheduler-entries/events", ConnectorVocabulary.SchedulerEntryEvents);
        Fixed("/scheduler-entries/distribution-priorities", ConnectorVocabulary.Priorities);
        Fixed("/ExternalTasks/distribution-priorities", ConnectorVocabulary.Priorities);
        v1.MapGet("/tasks/service-contacts", (HttpContext http, ServiceStore services, TenantStore tenants) =>
            ServicesAsync(http, services, tenants, Permissions.OutboundTasks, modality: null)).RequireInOwnTenant(Permissions.OutboundTasks, Letters.Read);
        v1.MapGet("/scheduler-entries/service-contacts", (HttpContext http, ServiceStore services, TenantStore tenants) =>
            ServicesAsync(http, services, tenants, Permissions.OutboundTasks, Modality.Outbound)).RequireInOwnTenant(Permissions.OutboundTasks, Letters.Read);
        v1.MapGet("/ExternalTasks/service-contacts", (HttpContext http, ServiceStore services, TenantStore tenants) =>
            ServicesAsync(http, services, tenants, Permissions.ExternalTasks, Modality.ExternalTask)).RequireInOwnTenant(Permissions.ExternalTasks, Letters.Read);
        v1.MapGet("/tasks/users-for-preferred-routing", UsersAsync).RequireInOwnTenant(Permissions.OutboundTasks, Letters.Read);
        v1.MapGet("/diagnostics/testconnection", () => Results.Ok()).RequireInOwnTenant(Permissions.OutboundTasks, Letters.Read);

        void Fixed(string path, IReadOnlyList<NamedValue> list) => v1
            .MapGet(path, () => Results.Json(list, ConnectorJson.Plain.IReadOnlyListNamedValue))
            .RequireInOwnTenant(Permissions.OutboundTasks, Letters.Read);
    }

    /// <summary>The UPNs of services that the caller may post to; of a modality only those that have it.</summary>
    private static async Task<IResult> ServicesAsync(
        HttpContext http, ServiceStore services, TenantStore tenants, string permission, Modality? modality)
    {
        var visible = await VisibleUnits.ReadAsync(http, permission, Letters.Read, tenants);
        var upns = (await services.ListAsync(http.TenantId(), http.RequestAborted))
            .Select(stored => stored.Service)
            .Where(service => service.State != ServiceState.PendingDeletion
                && (modality is null || service.Modalities.Contains(modality.Value.ToString()))
                && visible.Cover(service.OrganizationUnitId, service.Id))
            .Select(service => service.Upn)
            .Order(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return Results.Json(upns, ConnectorJson.Plain.IReadOnlyListString);
    }

    /// <summary>The UPNs of users who are in a service that the caller may post to.</summary>
    private static async Task<IResult> UsersAsync(HttpContext http, UserStore users, ServiceStore services, TenantStore tenants)
    {
        var visible = await VisibleUnits.ReadAsync(http, Permissions.OutboundTasks, Letters.Read, tenants);
        var covered = (await services.ListAsync(http.TenantId(), http.RequestAborted))
            .Where(stored => visible.Cover(stored.Service.OrganizationUnitId, stored.Service.Id))
            .Select(stored => stored.Service.Id)
            .ToHashSet(StringComparer.Ordinal);
        var masks = await Masks.ReadAsync(http);
        var upns = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var stored in users.ReadAllAsync(http.TenantId(), http.RequestAborted))
        {
            if (stored.User.State == UserState.Active && stored.User.Details.UserPrincipalName is { Length: > 0 } upn
                && stored.User.Services.Any(membership => covered.Contains(membership.ServiceId)))
                upns.Add(masks.User(upn));
            if (upns.Count == MostUsers)
                break;
        }

        return Results.Json([.. upns], ConnectorJson.Plain.IReadOnlyListString);
    }
}
