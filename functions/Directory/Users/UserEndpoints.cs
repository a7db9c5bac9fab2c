using NimbusFunctions.Access;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users;

/// <summary>The user list and a single user.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/users", ListAsync).Require(Permissions.Users, Letters.Read);
        v1.MapGet("/tenants/{tenant}/users/{user}", ReadAsync).Require(Permissions.Users, Letters.Read);
    }

    private static async Task<IResult> ListAsync(HttpContext http, UserStore users, RemovalStore removals, TenantStore tenants)
    {
        var (query, problem) = UserQuery.Parse(http.Request.Query);
        if (query is null)
            return new ProblemResult(problem!);
        var units = await VisibleUnits.ReadAsync(http, Permissions.Users, Letters.Read, tenants);
        var found = new List<NimbusUser>();
        var position = query.From;
        while (position.Bucket < StableHash.Buckets)
        {
            var bucket = StableHash.BucketName(position.Bucket);
            await foreach (var stored in users.ReadBucketAsync(http.TenantId(), bucket, http.RequestAborted, position.After))
            {
                // One more than asked for tells whether there is another page.
                if (!stored.User.IsVisible || !units.Cover(stored.User.OrganizationUnitId) || !query.Matches(stored.User))
                    continue;
                if (found.Count == query.Top)
                    return await AnswerAsync(http, found, position, removals);
                found.Add(stored.User);
                position = position with { After = stored.User.Id };
            }

            position = new(position.Bucket + 1, "");
        }

        return await AnswerAsync(http, found, null, removals);
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http, List<NimbusUser> found, UserListPosition? next, RemovalStore removals)
    {
        var held = await HeldAsync(http, removals, [.. found.Select(user => user.Id)]);
        return Results.Json(
            new Page<UserAnswer>([.. found.Select(user => UserAnswer.Of(user, held.GetValueOrDefault(user.Id)))], next?.Write()),
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
        HttpContext http, string user, UserStore users, ServiceStore services, RemovalStore removals, TenantStore tenants)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return new ProblemResult(Problem.Invalid("user", "must be the user's directory object id, a GUID."));
        var units = await VisibleUnits.ReadAsync(http, Permissions.Users, Letters.Read, tenants);
        var found = await users.FindAsync(http.TenantId(), id.ToString("D"), http.RequestAborted);
        if (found is not { IsVisible: true } || !units.Cover(found.OrganizationUnitId))
            return new ProblemResult(Problem.Missing(ProblemTypes.UserNotFound, $"The user list has no user {id:D}."));
        var held = await HeldAsync(http, removals, [found.Id]);
        var tab = new List<ServiceOfUser>();
        foreach (var membership in found.Services)
        {
            if (await services.FindAsync(http.TenantId(), membership.ServiceId, http.RequestAborted) is { } stored)
                tab.Add(new(
                    stored.Service.Id,
                    stored.Service.DisplayName,
                    stored.Service.MemberCount,
                    stored.Service.AssignmentType,
                    membership.Role.ToString()));
        }

        return Results.Json(UserAnswer.Of(found, held.GetValueOrDefault(found.Id), tab), NimbusJson.Default.UserAnswer);
    }
}
