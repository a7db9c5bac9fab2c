using System.Text.Json;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants;

/// <summary>Create tenants; read and write their settings.</summary>
internal static class TenantEndpoints
{
    public static void MapTenants(this RouteGroupBuilder v1)
    {
        v1.MapPost("/tenants", CreateAsync).Require(Permissions.Tenants, Letters.Create);
        v1.MapGet("/tenants", ListAsync).Require(Permissions.Tenants, Letters.Read);
        v1.MapGet("/tenants/{tenant}/settings/{section}", ReadAsync).Require(Permissions.Settings, Letters.Read);
        v1.MapPut("/tenants/{tenant}/settings/{section}", WriteAsync).Require(Permissions.Settings, Letters.Update);
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

    private static async Task<IResult> ReadAsync(HttpContext http, string tenant, string section, SettingsStore settings)
    {
        if (!SettingsCatalogue.All.TryGetValue(section, out var known))
            return UnknownSection(section);
        var stored = await settings.ReadAsync(http.TenantId(), known, http.RequestAborted);
        return Section(http, stored);
    }

    private static async Task<IResult> WriteAsync(HttpContext http, string tenant, string section, SettingsStore settings)
    {
        if (!SettingsCatalogue.All.TryGetValue(section, out var known))
            return UnknownSection(section);
        var body = await known.ReadAsync(http);
        if (body.Json is null)
            return new ProblemResult(body.Problem!);
        var stored = await settings.ReadAsync(http.TenantId(), known, http.RequestAborted);
        var ifMatch = http.Request.Headers.IfMatch.ToString();
        if (ifMatch.Length > 0 && ifMatch != "*" && ifMatch != stored.ETag)
            return ChangedMeanwhile(section, stored);
        var forbidden = ChangedFields.Between(stored.Json, body.Json)
            .Where(field => !http.Caller().MayTenantWide($"{Permissions.Settings}.{section}.{field}", Letters.Update))
            .ToList();
        if (forbidden.Count > 0)
            return new ProblemResult(Problem.Forbidden(
                $"Changing {string.Join(", ", forbidden)} of section {section} needs a higher role: permission "
                + $"{string.Join(", ", forbidden.Select(field => $"{Permissions.Settings}.{section}.{field}"))} (update)."));
        var revision = await settings.WriteAsync(
            http.TenantId(), known, body.Json, stored.Revision, http.Caller().Author, http.RequestAborted);
        return revision is { } written
            ? Section(http, new(body.Json, written))
            : ChangedMeanwhile(section, stored);
    }

    private static IResult Section(HttpContext http, StoredSection stored)
    {
        http.Response.Headers.ETag = stored.ETag;
        return Results.Text(stored.Json, "application/json");
    }

    private static ProblemResult UnknownSection(string section) => new(Problem.Missing(
        ProblemTypes.SectionNotFound,
        $"There is no settings section '{Printable.Short(section)}'; there are {string.Join(", ", SettingsCatalogue.All.Keys)}."));

    private static ProblemResult ChangedMeanwhile(string section, StoredSection stored) => new(new(
        ProblemTypes.ChangedMeanwhile, "Somebody changed it meanwhile.", StatusCodes.Status412PreconditionFailed,
        $"Section {section} is now {stored.ETag}; read it again and decide anew."));
}
