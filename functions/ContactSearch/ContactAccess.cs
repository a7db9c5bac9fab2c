using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.ContactSearch;

/// <summary>Who may come near without a role.</summary>
internal static class ContactAccess
{
    /// <summary>Whoever has the licence Attendant Console searches contacts.</summary>
    public static async Task<bool> IsAttendantAsync(HttpContext http, CallerIdentity identity) =>
        await FindAsync(http, identity) is { } user && user.Entitlement.Has(UserLicences.AttendantConsole);

    /// <summary>Every user sees the own permissions.</summary>
    public static async Task<bool> IsOneselfAsync(HttpContext http, CallerIdentity identity) =>
        Guid.TryParseExact(http.Request.RouteValues["user"] as string, "D", out var user) && user.ToString("D") == identity.ObjectId
        && await FindAsync(http, identity) is not null;

    /// <summary>The token that a user came with; null for a daemon, on whose behalf nobody can be asked.</summary>
    public static string? UserTokenOf(HttpContext http)
    {
        const string Scheme = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        return CallerIdentity.From(http.User) is { IsApp: false } && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    private static async Task<StoredUser?> FindAsync(HttpContext http, CallerIdentity identity) =>
        await http.RequestServices.GetRequiredService<UserStore>().FindStoredAsync(identity.TenantId, identity.ObjectId, http.RequestAborted)
            is { User.State: UserState.Active } user ? user : null;
}
