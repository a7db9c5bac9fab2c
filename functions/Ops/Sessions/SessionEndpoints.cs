using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants.State;

namespace NimbusFunctions.Ops.Sessions;

/// <summary><c>GET /ops/session</c> and <c>POST /ops/signout</c>.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this RouteGroupBuilder ops)
    {
        ops.MapGet("/session", ReadAsync).AllowAnonymous();
        ops.MapPost("/signout", SignOutAsync).AllowAnonymous();
    }

    private static async Task<IResult> ReadAsync(HttpContext http, CallerReader callers, TenantsInForce tenants, IOptions<OpsOptions> options)
    {
        if (http.User.Identity?.IsAuthenticated != true || CallerIdentity.From(http.User) is not { } identity)
            return Answer(new(false, options.Value.CanSignIn));
        var caller = await callers.ReadAsync(identity, null, http.RequestAborted);
        // Who has no role is told nothing of which tenants there are.
        var hasTenant = !caller.IsOperator && caller.Grants.Count > 0 && await tenants.FindAsync(identity.TenantId, http.RequestAborted) is not null;
        var session = Session.Of(http);
        return Answer(new(
            true,
            options.Value.CanSignIn,
            new(session?.Name ?? "", identity.TenantId),
            caller.IsOperator,
            hasTenant ? [identity.TenantId] : [],
            PagePermissions.Of(caller),
            session?.Antiforgery,
            session?.Expires));
    }

    /// <summary>Ends the session in this browser; without one there is nothing to end. The door has asked for the anti-forgery header.</summary>
    private static async Task SignOutAsync(HttpContext http)
    {
        if (Session.Of(http) is not null)
            await http.SignOutAsync(SessionCookie.Scheme);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static IResult Answer(PageSession session) => Results.Json(session, NimbusJson.Default.PageSession);
}
