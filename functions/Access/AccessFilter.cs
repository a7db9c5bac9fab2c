using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.State;
using NimbusFunctions.Web;

namespace NimbusFunctions.Access;

/// <summary>
/// Decides before an endpoint runs: the tenant in the address is a GUID, the caller has the permission somewhere in
/// it, and the tenant exists. In this order, so that nobody learns from a 404 which tenants there are. Where the
/// address names no tenant, a call can be about the tenant of the token. Users' rows outlive a tenant that has ended, and
/// so do their roles: that they have one says nothing of the tenant.
/// </summary>
/// <param name="permission">What is asked for.</param>
/// <param name="letter">What is to be done with it.</param>
/// <param name="inOwnTenant">Whether the call is about the tenant of the token.</param>
/// <param name="evenEnded">Whether operators reach a tenant that was off-boarded.</param>
/// <param name="otherwise">Lets users of the tenant through who have no such role; null: nobody.</param>
internal sealed class AccessFilter(
    string permission, Letters letter, bool inOwnTenant = false, bool evenEnded = false, Func<HttpContext, CallerIdentity, Task<bool>>? otherwise = null) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (CallerIdentity.From(http.User) is not { } identity)
            return new ProblemResult(Problem.Unauthenticated("The token lacks the claims tid and oid; ask for a version 2.0 access token."));
        var tenant = inOwnTenant ? identity.TenantId : null;
        if (http.Request.RouteValues.TryGetValue("tenant", out var value))
        {
            if (!Guid.TryParseExact(value as string, "D", out var id))
                return new ProblemResult(Problem.Invalid("tenant", "must be the tenant's id, a GUID."));
            tenant = id.ToString("D");
        }

        var services = http.RequestServices;
        var tenants = services.GetRequiredService<TenantStore>();
        // Read beside the caller, looked at after.
        var reading = tenant is null ? Task.FromResult<Tenant?>(null)
            // The tenant of a token is asked for by every call of a flow.
            : inOwnTenant ? services.GetRequiredService<TenantsInForce>().FindAsync(tenant, http.RequestAborted).AsTask()
            : tenants.FindAsync(tenant, http.RequestAborted);
        var caller = await services.GetRequiredService<CallerReader>().ReadAsync(identity, tenant, http.RequestAborted);
        if (caller.ScopeOf(permission, letter).IsNothing
            && !(otherwise is not null && !identity.IsApp && tenant == identity.TenantId && await otherwise(http, identity)))
        {
            services.GetRequiredService<ILogger<AccessFilter>>().AccessDenied(permission, letter);
            return new ProblemResult(AccessProblem.Missing(permission, letter));
        }

        var found = await reading;
        if (tenant is not null && found is null
            && !(evenEnded && caller.IsOperator && await tenants.Ended.FindAsync(tenant, http.RequestAborted) is not null))
            return new ProblemResult(Problem.NoTenant(tenant));
        if (found is { State: TenantState.Suspended } && !caller.IsOperator)
            return new ProblemResult(TenantStates.Suspended);
        http.Items[CallerAccess.CallerKey] = caller;
        http.Items[CallerAccess.TenantKey] = tenant;
        return await next(context);
    }
}
