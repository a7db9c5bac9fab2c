using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Presence.Routing;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Presence.Endpoints;

/// <summary>Who of a service can take work now, and what is known of a single user's presence.</summary>
internal static class PresenceEndpoints
{
    public static void MapUserPresence(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/services/{service}/available-users", AvailableAsync).Require(Permissions.AvailableUsers, Letters.Read).ReadsQuery();
        v1.MapGet("/tenants/{tenant}/users/{user}/presence", ReadAsync).Require(Permissions.UserPresence, Letters.Read);
    }

    private static async Task<IResult> AvailableAsync(
        HttpContext http, string service, ServiceStore services, ServiceRouting routing, LimitsInForce settings, TenantStore tenants)
    {
        var (query, problem) = AvailableUsersQuery.Parse(http.Request.Query);
        if (query is null)
            return new ProblemResult(problem!);
        var units = await VisibleUnits.ReadAsync(http, Permissions.AvailableUsers, Letters.Read, tenants);
        if (await services.FindAsync(http.TenantId(), service, http.RequestAborted) is not { Service: var found }
            || !units.Cover(found.OrganizationUnitId, found.Id))
            return new ProblemResult(Problem.NoService(service));
        var section = (await settings.FindAsync(http.TenantId(), http.RequestAborted))?.Presence ?? new();
        var users = (await routing.OfServiceAsync(http.TenantId(), found, query.Modality, http.RequestAborted))
            .Where(user => query.All || user.IsAvailable).ToList();
        var masks = await Masks.ReadAsync(http);
        var skipped = query.From.SkipIn([.. users.Select(user => user.User.Id)]);
        var page = users.Skip(skipped).Take(query.Top).Select(user => AvailableUserAnswer.Of(user, section.ShowTimeInState).Masked(masks)).ToList();
        var more = skipped + page.Count < users.Count;
        return Results.Json(
            new Page<AvailableUserAnswer>(page, more ? new UserPlace(skipped + page.Count, page[^1].UserId).Write() : null),
            NimbusJson.Default.PageAvailableUserAnswer);
    }

    private static async Task<IResult> ReadAsync(
        HttpContext http, string user, UserStore users, IPresenceReader presence, LimitsInForce settings, TenantStore tenants, TimeProvider time)
    {
        var (found, problem) = await UserReach.FindAsync(http, user, Permissions.UserPresence, users, tenants);
        if (found is null)
            return new ProblemResult(problem!);
        var section = (await settings.FindAsync(http.TenantId(), http.RequestAborted))?.Presence ?? new();
        var known = (await presence.OfAsync(http.TenantId(), [found.Id], http.RequestAborted))[found.Id];
        return Results.Json(
            UserPresenceAnswer.Of(found.Id, known, section, time.GetUtcNow()), NimbusJson.Default.UserPresenceAnswer);
    }
}
