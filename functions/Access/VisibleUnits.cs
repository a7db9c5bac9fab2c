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

    /// <summary>Whether it takes the unit to tell whether something is covered.</summary>
    public bool NeedUnits => !scope.WholeTenant && scope.Units.Count > 0;

    /// <summary>Single services that are covered, wherever they lie.</summary>
    public IReadOnlySet<string> Services => scope.Services;

    public bool Cover(string unit, string? service = null) =>
        scope.WholeTenant || scope.Covers(OrganizationUnit.PathOf(unit, tree), service);
}
