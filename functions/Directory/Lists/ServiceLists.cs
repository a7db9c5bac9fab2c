using NimbusFunctions.Directory.Services;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Lists;

/// <summary>The services of tenants, as this process remembers them; they are few, and read whole each time.</summary>
internal sealed class ServiceLists
{
    /// <summary>So many services are remembered, of all tenants together; about a kilobyte each.</summary>
    public const long Most = 20_000;

    private readonly ListMemory<IReadOnlyList<Service>> memory;

    public ServiceLists(StoreTables tables, TimeProvider time, ILogger<ServiceLists> log)
    {
        // One of its own, which tells nobody of writes.
        var store = new ServiceStore(tables);
        memory = new(
            async (tenant, _, cancellation) => [.. (await store.ListAsync(tenant, cancellation)).Select(stored => stored.Service)],
            services => services.Count, Most, time, log);
    }

    /// <summary>By id; at most three seconds old, thirty where the store does not answer.</summary>
    public ValueTask<IReadOnlyList<Service>> ReadAsync(string tenant, CancellationToken cancellation) => memory.ReadAsync(tenant, cancellation);

    /// <summary>This process wrote services: they are read anew before the list is shown.</summary>
    public void Touch(string tenant) => memory.Touch(tenant);
}
