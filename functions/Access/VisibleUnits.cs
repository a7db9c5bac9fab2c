using NimbusFunctions.Tenants;

namespace NimbusFunctions.Access;

/// <summary>The organization units that a caller may see things of, with the tree they lie in.</summary>
internal sealed class VisibleUnits(AccessScope scope, IReadOnlyList<OrganizationUnit> tree)
{
    public static async Task<VisibleUnits> ReadAsync(HttpContext http, string permission, Letters letter, TenantStore tenants)
    {
        var scope = http.Caller().ScopeOf(permission, letter);
        // Who may see everything needs no tree.
        return new(scope, scope.Units.Count == 0 ? [] : await tenants.OrganizationUnitsAsync(http.TenantId(), http.RequestAborted));
    }

    public bool Cover(string unit, string? service = null) =>
        scope.WholeTenant || scope.Covers(OrganizationUnit.PathOf(unit, tree), service);
}
