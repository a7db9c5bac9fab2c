using NimbusFunctions.Tenants.State;
using NimbusFunctions.Web;

namespace NimbusFunctions.Access;

/// <summary>Attaches the decision to endpoints and hands its result to them.</summary>
internal static class CallerAccess
{
    internal const string CallerKey = "nimbus.caller";
    internal const string TenantKey = "nimbus.tenant";

    /// <summary>The endpoint runs only for callers who have the permission somewhere in the tenant of the address.</summary>
    public static RouteHandlerBuilder Require(this RouteHandlerBuilder endpoint, string permission, Letters letter) =>
        endpoint.By(permission, letter, new(permission, letter)).TakesNoQuery();

    /// <summary>The same; users of the tenant without a role pass where <paramref name="otherwise"/> says so.</summary>
    public static RouteHandlerBuilder Require(
        this RouteHandlerBuilder endpoint, string permission, Letters letter, Func<HttpContext, CallerIdentity, Task<bool>> otherwise) =>
        endpoint.By(permission, letter, new(permission, letter, otherwise: otherwise)).TakesNoQuery();

    /// <summary>The same; operators reach a tenant that was off-boarded too, for what is left of it.</summary>
    public static RouteHandlerBuilder RequireEvenEnded(this RouteHandlerBuilder endpoint, string permission, Letters letter) =>
        endpoint.By(permission, letter, new(permission, letter, evenEnded: true)).TakesNoQuery();

    /// <summary>
    /// The same for an address without a tenant: the call is about the tenant of the caller's token. Most are of the published
    /// connector, which lets through what it does not know: those that refuse it say so.
    /// </summary>
    public static RouteHandlerBuilder RequireInOwnTenant(this RouteHandlerBuilder endpoint, string permission, Letters letter) =>
        endpoint.By(permission, letter, new(permission, letter, inOwnTenant: true));

    /// <summary>The same; every signed-in user of it comes in without a role too, for what is the user's own.</summary>
    public static RouteHandlerBuilder RequireInOwnTenantOrBeUser(this RouteHandlerBuilder endpoint, string permission, Letters letter) =>
        endpoint.By(permission, letter, new(permission, letter, inOwnTenant: true, otherwise: IsOfATenantAsync), anyUser: true);

    /// <summary>The same; every signed-in user of the tenant comes in without a role too, and the endpoint decides.</summary>
    public static RouteHandlerBuilder RequireOrBeUser(this RouteHandlerBuilder endpoint, string permission, Letters letter) =>
        endpoint.By(permission, letter, new(permission, letter, otherwise: (_, _) => Task.FromResult(true)), anyUser: true).TakesNoQuery();

    /// <summary>The endpoint searches, which few of a tenant may do at once: <see cref="SearchTurns"/>.</summary>
    public static RouteHandlerBuilder InTurns(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter((call, next) =>
        call.HttpContext.RequestServices.GetRequiredService<SearchTurns>().TakeAsync(call.HttpContext, () => next(call)));

    /// <summary>Who calls; there once the filter let the call through.</summary>
    public static Caller Caller(this HttpContext http) => (Caller)http.Items[CallerKey]!;

    /// <summary>The tenant of the address or of the token, lower case; there once the filter let the call through.</summary>
    public static string TenantId(this HttpContext http) => (string)http.Items[TenantKey]!;

    /// <summary>Tokens of all directories are valid; most are of no tenant of ours.</summary>
    private static async Task<bool> IsOfATenantAsync(HttpContext http, CallerIdentity identity) =>
        await http.RequestServices.GetRequiredService<TenantsInForce>().FindAsync(identity.TenantId, http.RequestAborted) is not null;

    private static RouteHandlerBuilder By(this RouteHandlerBuilder endpoint, string permission, Letters letter, AccessFilter filter, bool anyUser = false) =>
        endpoint.RequireAuthorization().WithMetadata(new RequiredPermission(permission, letter, anyUser)).AddEndpointFilter(filter);
}

/// <summary>What an endpoint asks of its caller before it runs; some ask for more then.</summary>
/// <param name="AnyUser">Users of the tenant come in without it.</param>
internal sealed record RequiredPermission(string Permission, Letters Letter, bool AnyUser = false);
