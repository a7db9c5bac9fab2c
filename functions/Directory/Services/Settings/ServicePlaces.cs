using System.Text.Json.Nodes;
using NimbusFunctions.Configuration;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>Whether what a service refers to is there, and lies where the service may use it.</summary>
internal sealed class ServicePlaces(ConfigurationStore store)
{
    /// <summary>Names every reference that cannot be.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="service">The service as it is to be.</param>
    /// <param name="tree">The tenant's organization units.</param>
    /// <param name="errors">Takes the faults.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task CheckAsync(string tenant, Service service, IReadOnlyList<OrganizationUnit> tree, ValidationErrors errors, CancellationToken cancellation)
    {
        var path = OrganizationUnit.PathOf(service.OrganizationUnitId, tree);
        foreach (var used in ServiceReference.AllOf(service).GroupBy(found => (found.Reference.Kind, found.Reference.Id)))
        {
            var there = await store.FindAsync(tenant, used.Key.Kind, used.Key.Id, cancellation);
            foreach (var found in used)
            {
                if (FaultOf(found, there, path) is { } fault)
                    errors.Add(found.Path, fault);
            }
        }
    }

    private static string? FaultOf(ServiceReference found, ConfigurationEntity? there, IReadOnlyList<string> path)
    {
        if (EntityReach.FaultOf(found.Reference.Kind, there, path, "service's") is { } fault)
            return fault;
        return found.Modality is { } modality && JsonNode.Parse(there!.Fields)!["modality"]?.GetValue<string>() != modality
            ? $"must be a workflow of the modality {modality}."
            : null;
    }
}
