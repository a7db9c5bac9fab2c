using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Presence.Endpoints;

/// <summary>Finds the user of an address, where the caller may read something of the user.</summary>
internal static class UserReach
{
    /// <summary>A user is reached through the organization unit, or through a service in which the caller may.</summary>
    public static async Task<(NimbusUser? User, Problem? Problem)> FindAsync(
        HttpContext http, string user, string permission, UserStore users, TenantStore tenants)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return (null, Problem.NoUserId);
        var units = await VisibleUnits.ReadAsync(http, permission, Letters.Read, tenants);
        return await users.FindAsync(http.TenantId(), id.ToString("D"), http.RequestAborted) is { IsVisible: true } found
            && (units.Cover(found.OrganizationUnitId) || found.Services.Any(membership => units.Services.Contains(membership.ServiceId)))
            ? (found, null)
            : (null, Problem.NoUser(id.ToString("D")));
    }
}
