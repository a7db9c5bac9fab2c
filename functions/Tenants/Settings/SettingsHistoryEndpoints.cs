using System.Globalization;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants;

/// <summary>Who changed which settings.</summary>
internal static class SettingsHistoryEndpoints
{
    private const int UsualPage = 50;
    private const int MostOnPage = 200;

    public static void MapSettingsHistory(this RouteGroupBuilder v1) =>
        v1.MapGet("/tenants/{tenant}/settings/history", ReadAsync).Require(Permissions.Settings, Letters.Read);

    private static async Task<IResult> ReadAsync(
        HttpContext http, SettingsHistory history, TenantStore tenants, string? section = null, string? top = null, string? continuation = null)
    {
        var errors = new ValidationErrors();
        var most = UsualPage;
        if (top is not null && (!int.TryParse(top, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MostOnPage))
            errors.Add("top", $"must be a whole number from 1 to {MostOnPage}.");
        ISettingsSection? known = null;
        if (section is not null && !SettingsCatalogue.All.TryGetValue(section, out known))
            errors.Add("section", $"must be one of {string.Join(", ", SettingsCatalogue.All.Keys)}.");
        var newest = 0L;
        if (continuation is not null
            && !(ContinuationToken.Decode(continuation) is { } position && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out newest)))
            errors.Add("continuation", "must be the one of the page before.");
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var revision = (await tenants.FindAsync(http.TenantId(), http.RequestAborted))?.Revision ?? 0;
        var caller = http.Caller();
        var (changes, next) = await history.ReadAsync(
            http.TenantId(), continuation is null ? revision : Math.Min(newest, revision), most, known,
            (of, field) => caller.MayTenantWide(SettingsDesk.FieldOf(of, field), Letters.Read), http.RequestAborted);
        return Results.Json(
            new Page<SettingsChange>(changes, next is { } older ? ContinuationToken.Encode(older.ToString(CultureInfo.InvariantCulture)) : null),
            NimbusJson.Default.PageSettingsChange);
    }
}
