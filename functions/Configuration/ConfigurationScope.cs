using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Configuration;

/// <summary>
/// In which organization units a caller may use entities and change them. Where a role holds in a unit, in it and below; where
/// it holds in a service, in the service's unit alone. What lies above such a unit may be used there, and so is read.
/// </summary>
/// <param name="scope">Where the permission holds.</param>
/// <param name="serviceUnits">The units of the services in it.</param>
/// <param name="tree">The tenant's units.</param>
internal sealed class ConfigurationScope(AccessScope scope, IReadOnlySet<string> serviceUnits, IReadOnlyList<OrganizationUnit> tree)
{
    private readonly Dictionary<string, IReadOnlySet<string>> paths = [];
    private IReadOnlySet<string>? above;

    public static async Task<ConfigurationScope> ReadAsync(
        Caller caller, string tenant, string permission, Letters letter, IReadOnlyList<OrganizationUnit> tree, ServiceStore services, CancellationToken cancellation)
    {
        var scope = caller.ScopeOf(permission, letter);
        var units = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in scope.WholeTenant ? (IEnumerable<string>)[] : scope.Services)
        {
            if (await services.FindAsync(tenant, service, cancellation) is { } stored)
                units.Add(stored.Service.OrganizationUnitId);
        }

        return new(scope, units, tree);
    }

    /// <summary>Whether what lies in the unit is the caller's to change.</summary>
    public bool Covers(string unit) => scope.WholeTenant || serviceUnits.Contains(unit) || scope.Units.Overlaps(PathOf(unit));

    /// <summary>Whether what lies in the unit may be used by something of the caller's.</summary>
    public bool Reaches(string unit) =>
        Covers(unit) || (above ??= scope.Units.Concat(serviceUnits).SelectMany(PathOf).ToHashSet(StringComparer.Ordinal)).Contains(unit);

    private IReadOnlySet<string> PathOf(string unit)
    {
        if (!paths.TryGetValue(unit, out var path))
            paths[unit] = path = OrganizationUnit.PathOf(unit, tree).ToHashSet(StringComparer.Ordinal);
        return path;
    }
}
