using Microsoft.Extensions.Options;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Entra;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>What follows after a deletion of a service was asked for: the script, and the confirmation or its opposite.</summary>
internal static class ProvisioningEndpoints
{
    public static void MapProvisioning(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/services/{service}/provisioning-script", ScriptAsync).Require(Permissions.Services, Letters.Delete);
        v1.MapPost("/tenants/{tenant}/services/{service}/provisioning/confirm",
            (HttpContext http, string service, ServiceSteps steps, TenantStore tenants) =>
                StepAsync(http, service, steps, tenants, ServiceDeletion.Confirm, LedgerActions.ServiceDeletionConfirmed))
            .Require(Permissions.Services, Letters.Delete);
        v1.MapPost("/tenants/{tenant}/services/{service}/provisioning/cancel",
            (HttpContext http, string service, ServiceSteps steps, TenantStore tenants, TimeProvider time) =>
                StepAsync(http, service, steps, tenants, stored => ServiceDeletion.Cancel(stored, time.GetUtcNow()), LedgerActions.ServiceDeletionCanceled))
            .Require(Permissions.Services, Letters.Delete);
    }

    private static async Task<IResult> ScriptAsync(
        HttpContext http, string service, ServiceStore services, TenantStore tenants, IOptions<EntraOptions> entra)
    {
        if (await FindAsync(http, service, services, tenants) is not { } stored)
            return Missing(service);
        return stored.Service.AwaitsConfirmation
            ? Results.Text(
                ProvisioningScript.Of(http.TenantId(), entra.Value.ClientId, stored.Service.Upn, stored.Service.DisplayName),
                ProvisioningScript.ContentType)
            : NotPending(service);
    }

    private static async Task<IResult> StepAsync(
        HttpContext http, string service, ServiceSteps steps, TenantStore tenants, Func<Service, Service?> step, string action)
    {
        if (await FindAsync(http, service, steps.Services, tenants) is not { } stored)
            return Missing(service);
        if (step(stored.Service) is not { } next)
            return NotPending(service);
        // A service alone does not come back while its tenant is to go.
        if (next.State != ServiceState.PendingDeletion && await tenants.FindAsync(http.TenantId(), http.RequestAborted) is not { IsPendingDeletion: false })
            return new ProblemResult(Problem.Conflict(
                ProblemTypes.TenantPendingDeletion, "The tenant is being deleted: cancel its deletion first, POST …/provisioning/cancel."));
        return await steps.TakeAsync(http.TenantId(), stored, next, action, http.Caller().Author, http.RequestAborted)
            ? Results.Accepted()
            : new ProblemResult(Problem.Changed($"Service {stored.Service.Id} was changed meanwhile; read it again and decide anew."));
    }

    private static async Task<StoredService?> FindAsync(HttpContext http, string service, ServiceStore services, TenantStore tenants)
    {
        var units = await VisibleUnits.ReadAsync(http, Permissions.Services, Letters.Delete, tenants);
        return await services.FindAsync(http.TenantId(), service, http.RequestAborted) is { } stored
            && units.Cover(stored.Service.OrganizationUnitId, stored.Service.Id) ? stored : null;
    }

    private static ProblemResult Missing(string service) => new(Problem.NoService(service));

    private static ProblemResult NotPending(string service) => new(Problem.Conflict(
        ProblemTypes.DeletionNotPending, $"No deletion of service '{Printable.Short(service)}' waits for its confirmation; DELETE the service first."));
}
