using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services.Settings.Fields;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>Reads and changes a service's settings for somebody: everything that was asked for, or nothing of it.</summary>
internal sealed class ServiceSettingsDesk(ServiceStore services, ServiceDesk desk, TenantStore tenants, SettingsStore settings)
{
    // The sync may be rewriting the same row.
    private const int TriesAgainstOthers = 10;

    public ServiceStore Services => services;

    /// <summary>The service where the caller may come near its settings, with the tenant's units.</summary>
    public async Task<(StoredService? Stored, IReadOnlyList<OrganizationUnit> Tree)> FindAsync(ServiceSettingsCall call, CancellationToken cancellation)
    {
        var tree = await tenants.OrganizationUnitsAsync(call.Tenant, cancellation);
        var stored = await services.FindAsync(call.Tenant, call.ServiceId, cancellation);
        return (stored is not null && call.May(Permissions.ServiceSettings, Letters.Read, stored.Service.OrganizationUnitId, tree) ? stored : null, tree);
    }

    /// <returns>What is wrong; null: it is stored, or was so before.</returns>
    public async Task<Problem?> WriteAsync(ServiceSettingsCall call, ServiceSettingsChange change, CancellationToken cancellation)
    {
        long? first = null;
        for (var attempt = 1; attempt <= TriesAgainstOthers; attempt++)
        {
            var (stored, tree) = await FindAsync(call, cancellation);
            if (stored is null)
                return Problem.NoService(call.ServiceId);
            var before = stored.Service;
            if (!call.May(Permissions.ServiceSettings, Letters.Update, before.OrganizationUnitId, tree))
                return Problem.Forbidden($"The service lies outside the caller's organization units: permission {Permissions.ServiceSettings}.");
            if (before.Settings.Revision != (first ??= before.Settings.Revision) || !change.IfMatch.Agrees(before.Settings.Tag))
                return Conflict(call, change, before, tree);
            if (before.State == ServiceState.PendingDeletion)
                return ServiceObstacle.Of(before);
            if (await settings.ReadAllAsync(call.Tenant, cancellation) is not { IsPendingDeletion: false } all)
                return Problem.Conflict(ProblemTypes.TenantPendingDeletion, "The tenant is being deleted: its services are not changed any more.");
            var (after, problem) = Decide(call, change, before, tree);
            if (after is null)
                return problem;
            if (await desk.SaveAsync(call.Tenant, stored, after, all, call.Caller.Author, cancellation) is not { } obstacle)
                return null;
            if (obstacle.Type != ProblemTypes.ChangedMeanwhile)
                return obstacle;
        }

        return Problem.Changed($"Others change service {call.ServiceId} again and again; it is as it was. Try again.");
    }

    /// <summary>What a caller sees: one section, or all.</summary>
    public static JsonObject Shown(ServiceSettingsCall call, Service service, ServiceSection? one, IReadOnlyList<OrganizationUnit> tree)
    {
        var (document, readable) = (ServiceDocument.Of(service), call.Readable(service, tree));
        return one is not null
            ? ServiceDocument.Visible(document, one, readable)
            : new JsonObject(ServiceCatalogue.InOrder.Select(section => KeyValuePair.Create(section.Name, (JsonNode?)ServiceDocument.Visible(document, section, readable))));
    }

    /// <returns>The service as it is to be; or what is wrong; neither: it is so already.</returns>
    private static (Service? After, Problem? Problem) Decide(
        ServiceSettingsCall call, ServiceSettingsChange change, Service service, IReadOnlyList<OrganizationUnit> tree)
    {
        var errors = new ValidationErrors();
        var before = ServiceDocument.Of(service);
        var after = ServiceMerge.Merge(change, before, call.Readable(service, tree), errors);
        if (errors.Any)
            return (null, errors.ToProblem());
        ServiceDocument.Tidy(after);
        ServiceChecks.Whole(before, after, errors);
        var unit = after[ServiceCatalogue.General.Name]![GeneralFields.Unit]!.GetValue<string>();
        if (unit != service.OrganizationUnitId && tree.All(known => known.Id != unit))
            errors.Add($"{ServiceCatalogue.General.Name}.{GeneralFields.Unit}", OrganizationUnit.Unknown);
        if (errors.Any)
            return (null, errors.ToProblem());
        var changed = ServiceDocument.Between(before, after);
        var forbidden = changed.Select(place => place.Field.Permission).Distinct()
            .Where(permission => !call.May(permission, Letters.Update, service.OrganizationUnitId, tree)).ToList();
        if (forbidden.Count > 0)
            return (null, AccessProblem.Missing(string.Join(", ", forbidden), Letters.Update));
        if (unit != service.OrganizationUnitId && !call.May(ServicePermissions.FieldOf(GeneralFields.Unit), Letters.Update, unit, tree))
            return (null, Problem.Forbidden($"The new unit lies outside the caller's organization units: permission {ServicePermissions.FieldOf(GeneralFields.Unit)}."));
        return (changed.Count == 0 ? null : ServiceDocument.Apply(service, after), null);
    }

    private static ChangedConflict Conflict(ServiceSettingsCall call, ServiceSettingsChange change, Service service, IReadOnlyList<OrganizationUnit> tree) =>
        new(Shown(call, service, change.Section, tree), change.Given.DeepClone().AsObject(), service.Settings.Tag);
}
