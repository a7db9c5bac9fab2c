using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Settings;

/// <summary>Who changed which settings.</summary>
internal static class SettingsHistoryEndpoints
{
    private const int UsualTop = 50;
    private const int MostTop = 200;

    public static void MapSettingsHistory(this RouteGroupBuilder v1) =>
        v1.MapGet("/tenants/{tenant}/settings/history", ReadAsync).Require(Permissions.Settings, Letters.Read).ReadsQuery();

    private static async Task<IResult> ReadAsync(HttpContext http, SettingsHistory history, TenantStore tenants)
    {
        var (errors, section) = (new ValidationErrors(), http.Request.Query.Value("section"));
        var page = Paging.Parse(http.Request.Query, UsualTop, MostTop, ["section"], errors);
        ISettingsSection? known = null;
        if (section is not null && !SettingsCatalogue.All.TryGetValue(section, out known))
            errors.Add("section", $"must be one of {string.Join(", ", SettingsCatalogue.All.Keys)}.");
        var newest = page.From(ContinuationToken.DecodeNumber, errors) ?? long.MaxValue;
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var revision = (await tenants.FindAsync(http.TenantId(), http.RequestAborted))?.Revision ?? 0;
        var caller = http.Caller();
        var (changes, next) = await history.ReadAsync(
            http.TenantId(), Math.Min(newest, revision), page.Top, known,
            (of, field) => caller.MayTenantWide(SettingsDesk.FieldOf(of, field), Letters.Read), http.RequestAborted);
        return Results.Json(
            new Page<SettingsChange>(changes, next is { } older ? ContinuationToken.Encode(older) : null),
            NimbusJson.Default.PageSettingsChange);
    }
}
