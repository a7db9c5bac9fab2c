using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.ContactSearch;

/// <summary>Which permissions the features of a user lack: for oneself, and for administrators where it can be seen.</summary>
internal static class UserPermissionsEndpoint
{
    public static void MapUserPermissions(this RouteGroupBuilder v1) =>
        v1.MapGet("/tenants/{tenant}/users/{user}/permissions", ReadAsync).Require(Permissions.UserPermissions, Letters.Read, ContactAccess.IsOneselfAsync);

    private static async Task<IResult> ReadAsync(HttpContext http, string user, UserStore users, TenantStore tenants, GrantReader reader, ConsentLinks links)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return new ProblemResult(Problem.NoUserId);
        var (tenant, userId) = (http.TenantId(), id.ToString("D"));
        var isOneself = CallerIdentity.From(http.User) is { IsApp: false } identity && identity.ObjectId == userId;
        var units = await VisibleUnits.ReadAsync(http, Permissions.UserPermissions, Letters.Read, tenants);
        if (await users.FindStoredAsync(tenant, userId, http.RequestAborted) is not { User.State: UserState.Active } stored
            || !(isOneself || (stored.User.IsVisible && units.Cover(stored.User.OrganizationUnitId))))
            return new ProblemResult(Problem.NoUser(userId));
        var known = isOneself && ContactAccess.UserTokenOf(http) is { } token
            ? await reader.OfTokenAsync(tenant, token, http.RequestAborted)
            : await reader.OfDirectoryAsync(tenant, userId, http.RequestAborted);
        return Results.Json(known.Tell(tenant, userId, stored.Entitlement.BotRegistered, links), ContactJson.Plain.UserPermissionsAnswer);
    }
}
