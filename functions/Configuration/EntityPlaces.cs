using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Configuration;

/// <summary>Whether what an entity refers to is there, and lies where the entity may use it.</summary>
internal sealed class EntityPlaces(ConfigurationStore store)
{
    /// <summary>Names every reference that cannot be.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="entity">The entity as it is to be.</param>
    /// <param name="tree">The tenant's organization units.</param>
    /// <param name="errors">Takes the faults.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task CheckAsync(
        string tenant, ConfigurationEntity entity, IReadOnlyList<OrganizationUnit> tree, ValidationErrors errors, CancellationToken cancellation)
    {
        var path = OrganizationUnit.PathOf(entity.UnitId, tree);
        foreach (var used in entity.Found().GroupBy(found => (found.Kind, found.Id)))
        {
            if (EntityReach.FaultOf(used.Key.Kind, await store.FindAsync(tenant, used.Key.Kind, used.Key.Id, cancellation), path, "same") is not { } fault)
                continue;
            foreach (var found in used)
                errors.Add(found.Path, fault);
        }
    }
}
