using NimbusFunctions.Tenants;

namespace NimbusFunctions.Access;

/// <summary>The organization units that a caller may see things of, with the tree they lie in.</summary>
internal sealed class VisibleUnits(AccessScope scope, IReadOnlyList<OrganizationUnit> tree)
{
    public static Task<VisibleUnits> ReadAsync(HttpContext http, string permission, Letters letter, TenantStore tenants) =>
        ReadAsync(http.Caller().ScopeOf(permission, letter), http.TenantId(), tenants, http.RequestAborted);

    /// <summary>The same of somebody who does not call right now.</summary>
    public static async Task<VisibleUnits> ReadAsync(AccessScope scope, string tenant, TenantStore tenants, CancellationToken cancellation)
    {
        // Who may see everything needs no tree.
        var needsTree = !scope.WholeTenant && scope.Units.Count > 0;
        return new(scope, needsTree ? await tenants.OrganizationUnitsAsync(tenant, cancellation) : []);
    }

    /// <summary>Whether it takes the unit to tell whether something is covered.</summary>
    public bool NeedUnits => !scope.WholeTenant && scope.Units.Count > 0;

    /// <summary>Single services that are covered, wherever they lie.</summary>
    public IReadOnlySet<string> Services => scope.Services;

    public bool Cover(string unit, string? service = null) =>
        scope.WholeTenant || scope.Covers(OrganizationUnit.PathOf(unit, tree), service);
}
