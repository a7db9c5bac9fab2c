using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.State;

namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>Looks at the rights of a trigger's user as for a call of that user's.</summary>
internal sealed class TriggerOwner(CallerReader callers, ServiceStore services, TenantStore tenants, TenantsInForce tenantsInForce, TimeProvider time)
{
    private readonly BriefMemory<(string Tenant, string Id), Service> memory = new(
        async (key, cancellation) => (await services.FindAsync(key.Tenant, key.Id, cancellation))?.Service, time);

    public async Task<TriggerStanding> StandingAsync(string tenant, FlowTrigger trigger, string serviceId, CancellationToken cancellation)
    {
        if (await tenantsInForce.FindAsync(tenant, cancellation) is not { State: not TenantState.Suspended })
            return TriggerStanding.LostEverywhere;
        var caller = await callers.ReadAsync(TriggerAccess.OwnerOf(trigger, tenant), tenant, cancellation);
        var scope = caller.ScopeOf(TriggerAccess.PermissionOf(trigger.Kind), Letters.Read);
        if (scope.IsNothing)
            return TriggerStanding.LostEverywhere;
        if (await memory.FindAsync((tenant, serviceId), cancellation) is not { } service)
            return TriggerStanding.ServiceGone;
        var visible = await VisibleUnits.ReadAsync(scope, tenant, tenants, cancellation);
        return visible.Cover(service.OrganizationUnitId, service.Id) ? TriggerStanding.Holds : TriggerStanding.LostThere;
    }
}
