using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>The checks of a tenant's settings: one by one, and all in one table.</summary>
internal static class CheckEndpoints
{
    public static void MapChecks(this RouteGroupBuilder v1)
    {
        v1.MapPost("/tenants/{tenant}/checks/{name}", CheckAsync).Require(Permissions.Checks, Letters.Execute);
        v1.MapGet("/tenants/{tenant}/doctor", DoctorAsync).Require(Permissions.Checks, Letters.Execute);
    }

    private static async Task<IResult> CheckAsync(HttpContext http, string name, TenantChecks checks, SettingsStore settings)
    {
        if (checks.Find(name) is not { } check)
            return new ProblemResult(Problem.Missing(ProblemTypes.NotFound, $"There is no such check; there are {string.Join(", ", checks.Names)}."));
        if (!May(http, check))
            return new ProblemResult(AccessProblem.Missing(check.Permission, Letters.Execute));
        var body = new TenantCheckBody();
        if (RequestBody.IsGiven(http))
        {
            var (value, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.TenantCheckBody);
            if (value is null)
                return new ProblemResult(problem!);
            body = value;
        }

        if (body.Validate(name) is { Any: true } errors)
            return new ProblemResult(errors.ToProblem());
        return await settings.ReadDocumentAsync(http.TenantId(), http.RequestAborted) is { } document
            ? Results.Json(await checks.RunAsync(check, new(document, body), http.RequestAborted), NimbusJson.Default.TenantCheckAnswer)
            : Gone(http);
    }

    private static async Task<IResult> DoctorAsync(HttpContext http, TenantChecks checks, SettingsStore settings) =>
        await settings.ReadDocumentAsync(http.TenantId(), http.RequestAborted) is { } document
            ? Results.Json(await checks.RunAllAsync(new(document, new()), check => May(http, check), http.RequestAborted), NimbusJson.Default.DoctorAnswer)
            : Gone(http);

    private static bool May(HttpContext http, ITenantCheck check) => http.Caller().MayTenantWide(check.Permission, Letters.Execute);

    private static ProblemResult Gone(HttpContext http) => new(Problem.NoTenant(http.TenantId()));
}
