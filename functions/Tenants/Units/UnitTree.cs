using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Units;

/// <summary>A tenant's organization units, and what may become of them: pure decisions.</summary>
/// <param name="units">All of them.</param>
/// <param name="root">The unit that was made with the tenant: what names no parent lies under it.</param>
internal sealed class UnitTree(IReadOnlyList<OrganizationUnit> units, string root)
{
    public const int MostUnits = 1_000;

    /// <summary>The root is the first level.</summary>
    public const int MostLevels = 10;

    public string Root => root;

    public OrganizationUnit? Find(string id) => units.FirstOrDefault(unit => unit.Id == id);

    public IEnumerable<OrganizationUnit> ChildrenOf(string id) => units.Where(unit => unit.ParentId == id);

    /// <summary>What keeps a new unit from being made; null: nothing.</summary>
    public Problem? ObstacleToMaking(OrganizationUnit made) => units.Count >= MostUnits
        ? Problem.Conflict(ProblemTypes.TooMany, $"A tenant has at most {MostUnits} organization units.")
        : ObstacleToPlace(made);

    /// <summary>What keeps a unit from being renamed or moved so; null: nothing.</summary>
    public Problem? ObstacleToChange(OrganizationUnit before, OrganizationUnit after)
    {
        if (after.ParentId == before.ParentId)
            return ObstacleToName(after);
        if (before.ParentId is null)
            return Problem.Invalid("parentId", "cannot be given to the root of the tree.");
        if (after.ParentId is { } parent && OrganizationUnit.PathOf(parent, units).Contains(after.Id))
            return Problem.Invalid("parentId", "must not be the unit itself or lie below it.");
        return ObstacleToPlace(after);
    }

    private Problem? ObstacleToPlace(OrganizationUnit unit)
    {
        if (unit.ParentId is not { } parent || Find(parent) is null)
            return Problem.Invalid("parentId", OrganizationUnit.Unknown);
        return OrganizationUnit.PathOf(parent, units).Count + Height(unit.Id) > MostLevels
            ? Problem.Conflict(ProblemTypes.TooMany, $"The tree has at most {MostLevels} levels.")
            : ObstacleToName(unit);
    }

    private Problem? ObstacleToName(OrganizationUnit unit) =>
        units.Any(other => other.Id != unit.Id && other.ParentId == unit.ParentId && string.Equals(other.Name, unit.Name, StringComparison.OrdinalIgnoreCase))
            ? Problem.Conflict(ProblemTypes.AlreadyExists, "name: another unit beside it has this name.")
            : null;

    /// <summary>How many levels a unit and what lies below it take.</summary>
    private int Height(string id) => Height(id, MostLevels);

    // Bounded, should the stored tree have a cycle that nothing makes.
    private int Height(string id, int left) =>
        left == 0 ? MostLevels + 1 : 1 + ChildrenOf(id).Select(child => Height(child.Id, left - 1)).DefaultIfEmpty(0).Max();
}
