using System.Collections.Concurrent;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>
/// The services by their UPN, as they were at most three seconds ago: every post asks for one. What a tenant does not
/// have is remembered likewise, so the memory is bounded.
/// </summary>
internal sealed class ServicesByUpn(StoreTables tables, ServiceStore services, TimeProvider time)
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<(string Tenant, string Key), Lazy<Task<Reading>>> readings = new();

    /// <summary>The service, or null where the tenant has none of that UPN.</summary>
    public async ValueTask<Service?> FindAsync(string tenant, string upn, CancellationToken cancellation)
    {
        var key = (tenant, ServiceRow.UpnKey(upn));
        while (true)
        {
            var reading = readings.GetOrAdd(key, Begin);
            try
            {
                var (found, asked) = await reading.Value.WaitAsync(cancellation);
                if (time.GetUtcNow() - asked < Lifetime)
                    return found;
            }
            catch when (reading.Value.IsFaulted)
            {
                readings.TryRemove(new(key, reading));
                throw;
            }

            if (readings.Count > MostKept)
                readings.Clear();
            readings.TryUpdate(key, Begin(key), reading);
        }
    }

    private Lazy<Task<Reading>> Begin((string Tenant, string Key) key) => new(() => ReadAsync(key.Tenant, key.Key));

    private async Task<Reading> ReadAsync(string tenant, string key)
    {
        var asked = time.GetUtcNow();
        var pointer = await tables.Services.GetEntityIfExistsAsync<TableEntity>(tenant, key, null, CancellationToken.None);
        return pointer.HasValue
            ? new((await services.FindAsync(tenant, pointer.Value!.Text("ServiceId"), CancellationToken.None))?.Service, asked)
            : new(null, asked);
    }

    private sealed record Reading(Service? Service, DateTimeOffset Asked);
}
