using NimbusFunctions.Storage;

namespace NimbusFunctions.Tenants;

/// <summary>A node of a tenant's tree of organization units; every user and service lies in one.</summary>
/// <param name="ParentId">Null for a root.</param>
internal sealed record OrganizationUnit(string Id, string Name, string? ParentId)
{
    /// <summary>The unit that is made with the tenant, as the product names it.</summary>
    public const string DefaultName = "Default Organization Unit for Microsoft Teams-based teams";

    /// <summary>What is wrong with an id that is none of a unit.</summary>
    public const string Unknown = "must be an organization unit of this tenant.";

    /// <summary>Follows from the tenant, so that it can be named without a look-up.</summary>
    public static string DefaultIdOf(string tenant) => new Guid(Convert.FromHexString(StableHash.Hex($"unit|{tenant}", 32))).ToString("D");

    /// <summary>Where new users and services lie: in the unit that is named so, or in the root where that is not there.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="named">What the settings name; null: nothing.</param>
    /// <param name="units">The tenant's units.</param>
    public static string DefaultOf(string tenant, string? named, IReadOnlyList<OrganizationUnit> units) =>
        // In any case: what was stored before it was checked may be spelled otherwise.
        units.FirstOrDefault(unit => string.Equals(unit.Id, named, StringComparison.OrdinalIgnoreCase))?.Id ?? DefaultIdOf(tenant);

    /// <summary>A unit and all units above it, nearest first. A cycle, which nothing should make, ends the walk.</summary>
    public static IReadOnlyList<string> PathOf(string id, IReadOnlyList<OrganizationUnit> units)
    {
        var parents = units.ToDictionary(unit => unit.Id, unit => unit.ParentId);
        var path = new List<string>();
        for (var at = id; at is not null && !path.Contains(at); at = parents.GetValueOrDefault(at))
            path.Add(at);
        return path;
    }
}
