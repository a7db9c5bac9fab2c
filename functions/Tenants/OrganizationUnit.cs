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
