using NimbusFunctions.Directory.Services;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>The services by their UPN, as they were at most three seconds ago: every post asks for one.</summary>
internal sealed class ServicesByUpn(StoreTables tables, ServiceStore services, TimeProvider time)
{
    private readonly BriefMemory<(string Tenant, string Key), Service> memory = new(
        async (key, cancellation) => await tables.Services.FindRowAsync(key.Tenant, key.Key, cancellation) is { } pointer
            ? (await services.FindAsync(key.Tenant, pointer.Text("ServiceId"), cancellation))?.Service
            : null,
        time);

    /// <summary>The service, or null where the tenant has none of that UPN.</summary>
    public ValueTask<Service?> FindAsync(string tenant, string upn, CancellationToken cancellation) =>
        memory.FindAsync((tenant, ServiceRow.UpnKey(upn)), cancellation);
}
