using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>A service's settings, whole and by section: read, put and patched, with their schema and their history.</summary>
internal static class ServiceSettingsEndpoints
{
    private const string Whole = "/tenants/{tenant}/services/{service}/settings";
    private const string OneSection = $"{Whole}/{{section}}";
    private const int UsualTop = 50;
    private const int MostTop = 200;

    public static void MapServiceSettings(this RouteGroupBuilder v1)
    {
        v1.MapGet(Whole, (HttpContext http, string service, ServiceSettingsDesk desk) => ReadAsync(http, service, null, desk)).Require(Permissions.ServiceSettings, Letters.Read);
        v1.MapPut(Whole, (HttpContext http, string service, ServiceSettingsDesk desk) => WriteAsync(http, service, null, desk, isPatch: false))
            .Require(Permissions.ServiceSettings, Letters.Update);
        v1.MapPatch(Whole, (HttpContext http, string service, ServiceSettingsDesk desk) => WriteAsync(http, service, null, desk, isPatch: true))
            .Require(Permissions.ServiceSettings, Letters.Update);
        v1.MapGet($"{Whole}/schema", () => Results.Bytes(ServiceSchema.Write(), "application/schema+json")).Require(Permissions.ServiceSettings, Letters.Read);
        v1.MapGet($"{Whole}/history", HistoryAsync).Require(Permissions.ServiceSettings, Letters.Read).ReadsQuery();
        v1.MapGet(OneSection, (HttpContext http, string service, string section, ServiceSettingsDesk desk) => ReadAsync(http, service, section, desk))
            .Require(Permissions.ServiceSettings, Letters.Read);
        v1.MapPut(OneSection, (HttpContext http, string service, string section, ServiceSettingsDesk desk) => WriteAsync(http, service, section, desk, isPatch: false))
            .Require(Permissions.ServiceSettings, Letters.Update);
        v1.MapPatch(OneSection, (HttpContext http, string service, string section, ServiceSettingsDesk desk) => WriteAsync(http, service, section, desk, isPatch: true))
            .Require(Permissions.ServiceSettings, Letters.Update);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string service, string? section, ServiceSettingsDesk desk)
    {
        if (!TryFind(section, out var one))
            return Unknown(section!);
        var call = CallOf(http, service);
        var (stored, tree) = await desk.FindAsync(call, http.RequestAborted);
        if (stored is null)
            return new ProblemResult(Problem.NoService(service));
        http.Response.Headers.ETag = stored.Service.Settings.Tag;
        return Results.Text(ServiceSettingsDesk.Shown(call, stored.Service, one, tree).ToJsonString(), "application/json");
    }

    private static async Task<IResult> WriteAsync(HttpContext http, string service, string? section, ServiceSettingsDesk desk, bool isPatch)
    {
        if (!TryFind(section, out var one))
            return Unknown(section!);
        var (given, unreadable) = await RequestBody.ReadObjectAsync(http);
        if (given is null)
            return new ProblemResult(unreadable!);
        var problem = await desk.WriteAsync(CallOf(http, service), new(given, one, isPatch, IfMatch.Of(http)), http.RequestAborted);
        return problem is null ? await ReadAsync(http, service, section, desk) : new ProblemResult(one is null ? problem : Within(one, problem));
    }

    private static async Task<IResult> HistoryAsync(HttpContext http, string service, ServiceSettingsDesk desk, ServiceHistory history)
    {
        var errors = new ValidationErrors();
        var page = Paging.Parse(http.Request.Query, UsualTop, MostTop, ["section"], errors);
        if (!TryFind(http.Request.Query.Value("section"), out var one))
            errors.Add("section", $"must be one of {string.Join(", ", ServiceCatalogue.All.Keys)}.");
        var newest = page.From(ContinuationToken.DecodeNumber, errors) ?? long.MaxValue;
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var call = CallOf(http, service);
        var (stored, tree) = await desk.FindAsync(call, http.RequestAborted);
        if (stored is null)
            return new ProblemResult(Problem.NoService(service));
        var (changes, next) = await history.ReadAsync(
            http.TenantId(), stored.Service, Math.Min(newest, stored.Service.Settings.Revision), page.Top, one, call.Readable(stored.Service, tree), http.RequestAborted);
        return Results.Json(
            new Page<SettingsChange>(changes, next is { } older ? ContinuationToken.Encode(older) : null),
            NimbusJson.Default.PageSettingsChange);
    }

    /// <summary>Whoever sent a section knows its fields by their own names.</summary>
    private static Problem Within(ServiceSection section, Problem problem)
    {
        if (problem.Errors is not { } errors)
            return problem;
        var prefix = $"{section.Name}.";
        return Problem.Invalid(errors.ToDictionary(
            error => error.Key.StartsWith(prefix, StringComparison.Ordinal) ? error.Key[prefix.Length..] : error.Key, error => error.Value));
    }

    private static ServiceSettingsCall CallOf(HttpContext http, string service) => new(http.TenantId(), service, http.Caller());

    private static bool TryFind(string? section, out ServiceSection? found)
    {
        found = null;
        return section is null || ServiceCatalogue.All.TryGetValue(section, out found);
    }

    private static ProblemResult Unknown(string section) => new(Problem.Missing(
        ProblemTypes.SectionNotFound,
        $"There is no section '{Printable.Short(section)}' of a service's settings; there are {string.Join(", ", ServiceCatalogue.All.Keys)}."));
}
