using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users;

/// <summary>Moves a user into another organization unit.</summary>
internal static class UserUnitEndpoint
{
    // The sync may be rewriting the same row.
    private const int TriesAgainstOthers = 5;

    public static void MapUserUnit(this RouteGroupBuilder v1) =>
        v1.MapPatch("/tenants/{tenant}/users/{user}", PatchAsync).Require(Permissions.UserUnit, Letters.Update);

    private static async Task<IResult> PatchAsync(
        HttpContext http, string user, UserStore users, UserPlaces places, LedgerStore ledger, TenantStore tenants, TimeProvider time)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return new ProblemResult(Problem.NoUserId);
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.UserUnitBody);
        if (body is null)
            return new ProblemResult(problem!);
        var (tenant, userId, stop) = (http.TenantId(), id.ToString("D"), http.RequestAborted);
        var unit = body.OrganizationUnitId?.ToLowerInvariant() ?? "";
        var scope = http.Caller().ScopeOf(Permissions.UserUnit, Letters.Update);
        for (var (attempt, noted) = (1, false); attempt <= TriesAgainstOthers; attempt++)
        {
            var tree = await tenants.OrganizationUnitsAsync(tenant, stop);
            if (await users.FindStoredAsync(tenant, userId, stop) is not { User.IsVisible: true } stored
                || !scope.Covers(OrganizationUnit.PathOf(stored.User.OrganizationUnitId, tree)))
                return new ProblemResult(Problem.NoUser(userId));
            if (tree.All(known => known.Id != unit))
                return new ProblemResult(Problem.Invalid("organizationUnitId", OrganizationUnit.Unknown));
            if (!scope.Covers(OrganizationUnit.PathOf(unit, tree)))
                return new ProblemResult(Problem.Forbidden($"The unit lies outside the caller's organization units: permission {Permissions.UserUnit}."));
            if (stored.User.OrganizationUnitId == unit)
                return Answer(userId, unit);
            if (await places.OutOfReachAsync(tenant, stored, OrganizationUnit.PathOf(unit, tree), stop) is { Count: > 0 } outside)
                return new ProblemResult(Problem.Conflict(
                    ProblemTypes.InUse, $"From that unit the user cannot use {string.Join(", ", outside)}; take it from the user first, or move it to a unit above both."));
            if (!noted)
                await ledger.AppendAsync(tenant, [LedgerEntry.OfCall(time.GetUtcNow(), LedgerActions.UserMoved, userId, $"to {unit} by {http.Caller().Author}")], stop);
            noted = true;
            if (!(await users.WriteAsync(tenant, [new(stored.User with { OrganizationUnitId = unit }, stored.ETag)], stop)).TryGetValue(userId, out var tag))
                continue;
            // Whoever removes a unit counts after the removal, whoever puts into it looks after the writing: one of them sees the other.
            if (await tenants.HasUnitAsync(tenant, unit, stop))
                return Answer(userId, unit);
            await users.WriteAsync(tenant, [new(stored.User, tag)], stop);
        }

        return new ProblemResult(Problem.UserContended(userId));
    }

    private static IResult Answer(string user, string unit) =>
        Results.Json(new UserUnitAnswer(user, unit), NimbusJson.Default.UserUnitAnswer);
}

/// <summary>The unit that the user is to lie in.</summary>
internal sealed record UserUnitBody(string? OrganizationUnitId);

/// <summary>Where the user lies now.</summary>
internal sealed record UserUnitAnswer(string UserId, string OrganizationUnitId);
