using System.Security.Claims;

namespace NimbusFunctions.Access;

/// <summary>What a validated token, or the session of somebody who signed in, says of the caller.</summary>
/// <param name="TenantId"><c>tid</c>, lower case.</param>
/// <param name="ObjectId"><c>oid</c>, lower case: the user, or the service principal.</param>
/// <param name="ClientId"><c>azp</c>.</param>
/// <param name="IsApp">An app-only token: <c>idtyp</c> is <c>app</c>, and no scope was delegated.</param>
/// <param name="AppRoles"><c>roles</c>: the administrators of the caller's own tenant hand them out, so that only those of the operator's tenant mean anything.</param>
internal sealed record CallerIdentity(string TenantId, string ObjectId, string ClientId, bool IsApp, IReadOnlyList<string> AppRoles)
{
    /// <summary>Null where a claim that every Entra access token of version 2.0 has is missing or no GUID.</summary>
    public static CallerIdentity? From(ClaimsPrincipal principal)
    {
        if (!Guid.TryParse(principal.FindFirstValue("tid"), out var tenant)
            || !Guid.TryParse(principal.FindFirstValue("oid"), out var subject))
            return null;
        var isApp = principal.FindFirstValue("idtyp") == "app" && principal.FindFirstValue("scp") is null;
        return new(
            tenant.ToString("D"),
            subject.ToString("D"),
            principal.FindFirstValue("azp") ?? "",
            isApp,
            [.. principal.FindAll("roles").Select(claim => claim.Value)]);
    }
}
