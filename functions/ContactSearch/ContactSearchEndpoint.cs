using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.ContactSearch;

/// <summary>The contact search of attendants.</summary>
internal static class ContactSearchEndpoint
{
    public static void MapContactSearch(this RouteGroupBuilder v1) =>
        v1.MapGet("/tenants/{tenant}/contacts", FindAsync).Require(Permissions.Contacts, Letters.Read, ContactAccess.IsAttendantAsync).InTurns().ReadsQuery();

    private static async Task<IResult> FindAsync(HttpContext http, ContactSearcher searcher, SettingsStore settings, TenantStore tenants, UserStore users)
    {
        var (query, problem) = ContactQuery.Parse(http.Request.Query);
        if (query is null)
            return new ProblemResult(problem!);
        var (tenant, cancellation) = (http.TenantId(), http.RequestAborted);
        var section = SettingsCatalogue.AttendantConsole;
        var console = section.Parse((await settings.ReadAsync(tenant, section, cancellation)).Json);
        var identity = CallerIdentity.From(http.User)!;
        var user = identity.IsApp ? null : await users.FindAsync(tenant, identity.ObjectId, cancellation);
        var reach = new UnitReach(user?.OrganizationUnitId, http.Caller().Grants, await tenants.OrganizationUnitsAsync(tenant, cancellation));
        var answer = await searcher.FindAsync(new(tenant, query, ContactAccess.UserTokenOf(http), console, reach), cancellation);
        return Results.Json(answer, ContactJson.Plain.ContactsAnswer);
    }
}
