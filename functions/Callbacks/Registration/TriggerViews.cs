using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Callbacks.Registration;

/// <summary>Shows triggers as they are now: roles and services are looked at when somebody asks.</summary>
internal sealed class TriggerViews(TriggerStore triggers, ServiceStore services, TenantStore tenants, CallerReader callers)
{
    /// <summary>The caller's own ones, and for administrators all of a kind that they may see in the whole tenant.</summary>
    public async Task<IReadOnlyList<FlowTrigger>> SeenAsync(HttpContext http) =>
        [.. (await triggers.ListAsync(http.TenantId(), http.RequestAborted)).Where(trigger =>
            TriggerDesk.IsOwn(http, trigger) || http.Caller().MayTenantWide(TriggerAccess.PermissionOf(trigger.Kind), Letters.Read))];

    public async Task<IReadOnlyList<TriggerAnswer>> AnswerAsync(HttpContext http, IReadOnlyList<FlowTrigger> page)
    {
        if (page.Count == 0)
            return [];
        var (tenant, stop) = (http.TenantId(), http.RequestAborted);
        var known = (await services.ListAsync(tenant, stop)).ToDictionary(stored => stored.Service.Id, stored => stored.Service, StringComparer.Ordinal);
        var tree = await tenants.OrganizationUnitsAsync(tenant, stop);
        var owners = new Dictionary<string, Caller>(StringComparer.Ordinal);
        foreach (var trigger in page)
        {
            if (!owners.ContainsKey(trigger.UserId))
                owners[trigger.UserId] = await callers.ReadAsync(TriggerAccess.OwnerOf(trigger, tenant), tenant, stop);
        }

        return [.. page.Select(trigger => Answer(trigger, known, owners[trigger.UserId], tree))];
    }

    private static TriggerAnswer Answer(
        FlowTrigger trigger, Dictionary<string, Service> known, Caller owner, IReadOnlyList<OrganizationUnit> tree)
    {
        var there = trigger.Filter.Services.Where(known.ContainsKey).Select(id => known[id]).ToList();
        var visible = new VisibleUnits(owner.ScopeOf(TriggerAccess.PermissionOf(trigger.Kind), Letters.Read), tree);
        var truth = TriggerTruth.Of(trigger, there, [.. there.Where(service => visible.Cover(service.OrganizationUnitId, service.Id))]);
        return new(
            trigger.Id, trigger.Kind, CallbackAddress.HostOf(trigger.Address), [.. there.Select(service => service.Upn)], trigger.Filter.Events,
            trigger.Filter.Modalities, trigger.Filter.Directions, trigger.UserId, trigger.Created,
            truth.Cause is null ? TriggerAnswer.Active : TriggerAnswer.Suspended, truth.Words,
            truth.Cause is { } cause && cause == trigger.Health.Cause ? trigger.Health.Since : null,
            trigger.Health.Missed, trigger.Health.LastDelivered, trigger.Health.LastFailure);
    }
}
