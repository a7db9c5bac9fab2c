using System.Collections.Concurrent;
using NimbusFunctions.Local.Simulator.Entra;

namespace NimbusFunctions.Local.Simulator.Communication;

/// <summary>The simulated resources: one a tenant. A real one has a host of its own; here it is a path, <c>/acs/{tenant}</c>.</summary>
internal sealed class AcsResources(SimulatorWorld world, EntraAddresses addresses)
{
    public const string Root = "/acs";

    private readonly ConcurrentDictionary<Guid, AcsResource> resources = new();

    public AcsResource Of(SimulatedTenant tenant) => resources.GetOrAdd(tenant.Id, _ => new AcsResource(tenant.Seed));

    /// <summary>Null where there is no such tenant.</summary>
    public AcsResource? Find(string tenant) => world.Find(tenant) is { } found ? Of(found) : null;

    public string ConnectionString(SimulatedTenant tenant) =>
        $"endpoint={addresses.Authority}{Root}/{tenant.Id}/;accesskey={Convert.ToBase64String(Of(tenant).Key)}";
}
