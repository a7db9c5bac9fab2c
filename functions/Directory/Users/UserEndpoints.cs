using NimbusFunctions.Access;
using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users.Deletion;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users;

/// <summary>The user list and a single user.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/users", ListAsync).Require(Permissions.Users, Letters.Read).ReadsQuery();
        v1.MapGet("/tenants/{tenant}/users/{user}", ReadAsync).Require(Permissions.Users, Letters.Read);
    }

    private static async Task<IResult> ListAsync(HttpContext http, UserLists lists, RemovalStore removals, TenantStore tenants)
    {
        var (query, problem) = UserQuery.Parse(http.Request.Query);
        if (query is null)
            return new ProblemResult(problem!);
        var masks = await Masks.ReadAsync(http);
        // Whether somebody is found, and in which order, would tell the name that is masked.
        if (masks.Users && query.LooksAtIdentifiers)
            return new ProblemResult(Problem.Forbidden(
                "The tenant does not let its partner see users' names and addresses (dataPrivacy.partnerSeesUsers): search by id, unit, source or service."));
        var units = await VisibleUnits.ReadAsync(http, Permissions.Users, Letters.Read, tenants);
        var (page, next) = query.Of(
            await lists.ReadAsync(http.TenantId(), http.RequestAborted), user => units.Cover(user.OrganizationUnitId));
        var held = await HeldAsync(http, removals, [.. page.Select(user => user.Id)]);
        return Results.Json(
            new Page<UserAnswer>([.. page.Select(user => UserAnswer.Of(user, held.GetValueOrDefault(user.Id)).Masked(masks))], next?.Write()),
            NimbusJson.Default.PageUserAnswer);
    }

    /// <summary>Which of the users a held plan would remove; the user as a whole goes before a single service.</summary>
    private static async Task<Dictionary<string, HeldMark>> HeldAsync(HttpContext http, RemovalStore removals, IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0)
            return [];
        return (await removals.ReadAsync(http.TenantId(), http.RequestAborted, ids.Min(StringComparer.Ordinal)!, ids.Max(StringComparer.Ordinal)!))
            .Where(removal => removal.IsHeld)
            .GroupBy(removal => removal.UserId)
            .Select(ofUser => ofUser.MinBy(removal => removal.ServiceId, StringComparer.Ordinal)!)
            .ToDictionary(
                removal => removal.UserId,
                removal => new HeldMark(removal.Plan, removal.Cause.ToString(), removal.OfUser ? null : removal.ServiceId));
    }

    private static async Task<IResult> ReadAsync(
        HttpContext http, string user, UserStore users, ServiceStore services, RemovalStore removals, DeletionReader deletion, TenantStore tenants)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return new ProblemResult(Problem.NoUserId);
        var units = await VisibleUnits.ReadAsync(http, Permissions.Users, Letters.Read, tenants);
        if (await users.FindStoredAsync(http.TenantId(), id.ToString("D"), http.RequestAborted) is not { User.IsVisible: true } stored
            || !units.Cover(stored.User.OrganizationUnitId))
            return new ProblemResult(Problem.NoUser(id.ToString("D")));
        var held = await HeldAsync(http, removals, [stored.User.Id]);
        var tab = new List<ServiceOfUser>();
        foreach (var membership in stored.User.Services)
        {
            if (await services.FindAsync(http.TenantId(), membership.ServiceId, http.RequestAborted) is { Service: var service })
                tab.Add(new(
                    service.Id,
                    service.DisplayName,
                    service.MemberCount,
                    service.AssignmentType,
                    membership.Role.ToString()));
        }

        var reasons = await deletion.ReadAsync(http.TenantId(), stored.User, http.RequestAborted);
        var answer = UserAnswer.Of(stored, held.GetValueOrDefault(stored.User.Id), tab) with { Deletion = new(reasons.Count == 0, reasons) };
        return Results.Json(
            answer.Masked(await Masks.ReadAsync(http)), NimbusJson.Default.UserAnswer);
    }
}
