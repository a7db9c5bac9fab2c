using Microsoft.Extensions.Options;
using NimbusFunctions.Access;
using NimbusFunctions.Entra;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Presence.Permission;

/// <summary>The tenant's side of presence: grant, check, see how it stands.</summary>
internal static class PermissionEndpoints
{
    public static void MapPresencePermission(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/presence/grant-link", GrantLinkOf).Require(Permissions.Presence, Letters.Read);
        v1.MapPost("/tenants/{tenant}/presence/check", CheckAsync).Require(Permissions.Presence, Letters.Execute);
        v1.MapGet("/tenants/{tenant}/presence/status", StatusAsync).Require(Permissions.Presence, Letters.Read);
    }

    private static IResult GrantLinkOf(HttpContext http, IOptions<EntraOptions> entra, IOptions<PresenceOptions> presence) =>
        Results.Json(GrantLink.New(entra.Value, presence.Value, http.TenantId()), NimbusJson.Default.GrantLink);

    private static async Task<IResult> CheckAsync(HttpContext http, SettingsStore settings, PermissionCheck check)
    {
        var body = new CheckBody();
        if (RequestBody.IsGiven(http))
        {
            var (value, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.CheckBody);
            if (value is null)
                return new ProblemResult(problem!);
            body = value;
        }

        var errors = new ValidationErrors();
        errors.Text("upn", body.Upn, PresenceSection.LongestUpn);
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var stored = await settings.ReadAsync(http.TenantId(), SettingsCatalogue.Presence, http.RequestAborted);
        if ((body.Upn ?? SettingsCatalogue.Presence.Parse(stored.Json).TestUpn) is not { } upn)
            return new ProblemResult(Problem.Invalid("upn", "must be given, here or as testUpn of the section presence."));
        return Results.Json(await check.RunAsync(http.TenantId(), upn, http.RequestAborted), NimbusJson.Default.CheckAnswer);
    }

    private static async Task<IResult> StatusAsync(
        HttpContext http, SettingsStore settings, ScheduleStore schedules, SegmentMemory memory, TimeProvider time)
    {
        var (tenant, stop) = (http.TenantId(), http.RequestAborted);
        var section = SettingsCatalogue.Presence.Parse((await settings.ReadAsync(tenant, SettingsCatalogue.Presence, stop)).Json);
        var schedule = await schedules.RecallAsync(tenant, stop);
        var segments = await memory.FindAsync(tenant, Enumerable.Range(0, schedule?.Segments ?? 0), ScheduleStore.Memory, stop);
        return Results.Json(
            PresenceStatus.Of(section, schedule, PresenceAges.Of(segments, time.GetUtcNow())), NimbusJson.Default.PresenceStatus);
    }
}
