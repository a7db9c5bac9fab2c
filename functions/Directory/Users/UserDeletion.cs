using NimbusFunctions.Access;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users;

/// <summary>
/// An administrator deletes a user by hand: access, roles, licences and settings end at once and for good; nothing is
/// kept as after a removal by the sync. Whoever a team brings cannot be deleted so, the sync would bring the user back.
/// </summary>
internal static class UserDeletion
{
    public static void MapUserDeletion(this RouteGroupBuilder v1) =>
        v1.MapDelete("/tenants/{tenant}/users/{user}", DeleteAsync).Require(Permissions.Users, Letters.Delete);

    /// <summary>What keeps a user from being deleted: a pure decision; null: nothing.</summary>
    public static string? Obstacle(NimbusUser user) => user.State != UserState.Active || user.Memberships.Count == 0
        ? null
        : user.Services.Any()
            ? $"The user is part of {string.Join(", ", user.Services.Select(membership => membership.ServiceId))}; take the user out of these teams instead."
            : "The user is an administrator by a security group of the tenant; take the user out of that group instead.";

    private static async Task<IResult> DeleteAsync(
        HttpContext http, string user, UserStore users, RoleAssignmentStore roles, HintStore hints, LedgerStore ledger, TenantStore tenants, TimeProvider time)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return new ProblemResult(Problem.Invalid("user", "must be the user's directory object id, a GUID."));
        var (tenant, stop) = (http.TenantId(), http.RequestAborted);
        var units = await VisibleUnits.ReadAsync(http, Permissions.Users, Letters.Delete, tenants);
        if (await users.FindStoredAsync(tenant, id.ToString("D"), stop) is not { User.State: not UserState.Gone } stored
            || !units.Cover(stored.User.OrganizationUnitId))
            return new ProblemResult(Problem.Missing(ProblemTypes.UserNotFound, $"There is no user {id:D}."));
        if (Obstacle(stored.User) is { } obstacle)
            return new ProblemResult(Problem.Conflict(ProblemTypes.UserIsSynced, obstacle));
        await ledger.AppendAsync(
            tenant, [new(time.GetUtcNow(), "", LedgerActions.UserForgotten, stored.User.Id, $"deleted by {http.Caller().Author}")], stop);
        await roles.RemoveAsync(tenant, stored.User.Id, stop);
        await hints.AddAsync(tenant, [.. stored.User.Memberships.Select(membership => new Hint(HintKind.Service, membership.ServiceId))], stop);
        return await users.RemoveListedAsync(tenant, stored, stop)
            ? Results.NoContent()
            : new ProblemResult(Problem.Changed($"User {id:D} was changed meanwhile; read it again and decide anew."));
    }
}
