using System.Text.Json;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants;

/// <summary>Create tenants and list them.</summary>
internal static class TenantEndpoints
{
    public static void MapTenants(this RouteGroupBuilder v1)
    {
        v1.MapPost("/tenants", CreateAsync).Require(Permissions.Tenants, Letters.Create);
        v1.MapGet("/tenants", ListAsync).Require(Permissions.Tenants, Letters.Read);
        v1.MapSettings();
        v1.MapSettingsHistory();
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
        return await tenants.CreateAsync(tenant, general, http.Caller().Author, http.RequestAborted)
            ? Results.Json(tenant, NimbusJson.Default.Tenant, statusCode: StatusCodes.Status201Created)
            : new ProblemResult(Problem.Conflict(ProblemTypes.AlreadyExists, $"Tenant {tenant.Id} exists; change it through its settings."));
    }

    private static async Task<IResult> ListAsync(HttpContext http, TenantStore tenants)
    {
        var found = new List<Tenant>();
        foreach (var id in await tenants.ListAsync(http.RequestAborted))
        {
            if (await tenants.FindAsync(id, http.RequestAborted) is { } tenant)
                found.Add(tenant);
        }

        return Results.Json(new Page<Tenant>(found, null), NimbusJson.Default.PageTenant);
    }
}
