using Microsoft.Extensions.Options;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Entra;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>The deletion of a whole tenant: asked for, confirmed after the script was run, or called off.</summary>
internal static class TenantDeletionEndpoints
{
    public static void MapTenantDeletion(this RouteGroupBuilder v1)
    {
        v1.MapDelete("/tenants/{tenant}", AskAsync).Require(Permissions.Tenants, Letters.Delete);
        v1.MapGet("/tenants/{tenant}/provisioning-script", ScriptAsync).Require(Permissions.Tenants, Letters.Delete);
        v1.MapPost("/tenants/{tenant}/provisioning/confirm", async (HttpContext http, TenantSteps steps) =>
            Answer(await steps.ConfirmAsync(http.TenantId(), http.Caller().Author, http.RequestAborted)))
            .Require(Permissions.Tenants, Letters.Delete);
        v1.MapPost("/tenants/{tenant}/provisioning/cancel", async (HttpContext http, TenantSteps steps) =>
            Answer(await steps.CancelAsync(http.TenantId(), http.Caller().Author, http.RequestAborted)))
            .Require(Permissions.Tenants, Letters.Delete);
    }

    private static async Task<IResult> AskAsync(HttpContext http, TenantSteps steps)
    {
        var (body, problem) = RequestBody.IsGiven(http) ? await RequestBody.ReadAsync(http, NimbusJson.Default.TenantDeletionBody) : new(new TenantDeletionBody(), null);
        if (body is null)
            return new ProblemResult(problem!);
        if (!body.IsConfirmed)
            return new ProblemResult(Problem.Invalid("confirm", "must be \"YES\": the tenant's services and in the end all its data go."));
        return await steps.AskAsync(http.TenantId(), http.Caller().Author, http.RequestAborted) is { } tenant
            ? Accepted(tenant)
            : new ProblemResult(Problem.NoTenant(http.TenantId()));
    }

    private static async Task<IResult> ScriptAsync(
        HttpContext http, TenantStore tenants, ServiceStore services, IOptions<EntraOptions> entra)
    {
        if (await tenants.FindAsync(http.TenantId(), http.RequestAborted) is not { IsPendingDeletion: true })
            return new ProblemResult(TenantSteps.NotPending(http.TenantId()));
        var accounts = (await services.ListAsync(http.TenantId(), http.RequestAborted)).Select(stored => stored.Service.Upn);
        return Results.Text(ProvisioningScript.OfTenant(http.TenantId(), entra.Value.ClientId, [.. accounts]), ProvisioningScript.ContentType);
    }

    private static IResult Answer((Tenant? Tenant, Problem? Refused) step) =>
        step.Tenant is { } tenant ? Accepted(tenant) : new ProblemResult(step.Refused!);

    private static IResult Accepted(Tenant tenant) =>
        Results.Json(tenant, NimbusJson.Default.Tenant, statusCode: StatusCodes.Status202Accepted);
}
