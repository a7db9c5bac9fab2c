using System.Collections.Concurrent;
using System.Text.Json;
using NimbusFunctions.Access;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants;

/// <summary>Create tenants and list them.</summary>
internal static class TenantEndpoints
{
    private const int TenantsAtOnce = 16;

    public static void MapTenantList(this RouteGroupBuilder v1)
    {
        v1.MapPost("/tenants", CreateAsync).Require(Permissions.Tenants, Letters.Create);
        v1.MapGet("/tenants", ListAsync).Require(Permissions.Tenants, Letters.Read);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, TenantStore tenants, TimeProvider time)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.NewTenant);
        if (body is null)
            return new ProblemResult(problem!);
        var errors = body.Validate();
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var tenant = new Tenant(Guid.Parse(body.Id!).ToString("D"), TenantState.Active, 1, time.GetUtcNow());
        var general = JsonSerializer.Serialize(body.General(), NimbusJson.Default.GeneralSection);
        if (!await tenants.CreateAsync(tenant, general, http.Caller().Author, http.RequestAborted))
            return new ProblemResult(Problem.Conflict(
                ProblemTypes.AlreadyExists, $"Tenant {tenant.Id} exists, or its former data is still being removed; GET /v1/tenants tells."));
        await tenants.Ended.ForgetAsync(tenant.Id, http.RequestAborted);
        return Results.Json(tenant, NimbusJson.Default.Tenant, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(HttpContext http, TenantStore tenants, SettingsStore settings)
    {
        var found = new ConcurrentDictionary<string, TenantAnswer>(StringComparer.Ordinal);
        // Those that have ended are shown until their data is gone.
        await Concurrently.ForEachAsync(
            (await tenants.ListAsync(http.RequestAborted)).Union(await tenants.Ended.ListAsync(http.RequestAborted)),
            TenantsAtOnce,
            async (id, stop) =>
            {
                if (await tenants.FindStoredAsync(id, stop) is { Tenant: var tenant })
                    found[id] = TenantAnswer.Of(tenant, await settings.ReadDocumentAsync(id, stop));
            },
            http.RequestAborted);
        return Results.Json(
            new Page<TenantAnswer>([.. found.Values.OrderBy(tenant => tenant.Id, StringComparer.Ordinal)], null), NimbusJson.Default.PageTenantAnswer);
    }
}
