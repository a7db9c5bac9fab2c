using NimbusFunctions.Access;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.ContactSearch;

/// <summary>
/// Of which units somebody finds address books: the own one and those in which a role holds, with all above them, whose books
/// are for everybody below; and below those that he administers. Pure.
/// </summary>
/// <param name="ownUnit">Where the user lies; null: no user.</param>
/// <param name="grants">The caller's roles.</param>
/// <param name="tree">The tenant's units.</param>
internal sealed class UnitReach(string? ownUnit, IReadOnlyList<RoleGrant> grants, IReadOnlyList<OrganizationUnit> tree)
{
    private readonly bool everywhere = grants.Any(grant => grant.Scope is GrantScope.AllTenants or GrantScope.WholeTenant);
    private readonly HashSet<string> administered = [.. UnitsOf(grants)];
    private readonly HashSet<string> above = [.. UnitsOf(grants).Concat(ownUnit is null ? [] : [ownUnit]).SelectMany(unit => OrganizationUnit.PathOf(unit, tree))];

    public bool Covers(string unit) => everywhere || above.Contains(unit) || OrganizationUnit.PathOf(unit, tree).Any(administered.Contains);

    private static IEnumerable<string> UnitsOf(IReadOnlyList<RoleGrant> grants) =>
        grants.Select(grant => grant.Scope).OfType<GrantScope.Unit>().Select(unit => unit.Id);
}
