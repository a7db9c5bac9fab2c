using System.Collections.Concurrent;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>
/// The services by their UPN, as they were at most three seconds ago: every post asks for one. What a tenant does not
/// have is asked for anew, so that the memory holds no more than there is.
/// </summary>
internal sealed class ServicesByUpn(StoreTables tables, ServiceStore services, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    // From here on the first who asks reads anew, so that under load nobody waits and nobody reads beside him.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Tenant, string Key), Reading> readings = new();

    /// <summary>The service, or null where the tenant has none of that UPN.</summary>
    public async ValueTask<Service?> FindAsync(string tenant, string upn, CancellationToken cancellation)
    {
        var (key, now) = ((tenant, ServiceRow.UpnKey(upn)), time.GetUtcNow());
        if (readings.TryGetValue(key, out var known)
            && (now - known.Asked < Fresh || (now - known.Asked < Lifetime && !known.TryRenew())))
            return known.Service;
        try
        {
            var service = await ReadAsync(key, cancellation);
            if (service is not null)
                readings[key] = new(service, now);
            else
                readings.TryRemove(key, out _);
            return service;
        }
        catch
        {
            known?.Release();
            throw;
        }
    }

    private async Task<Service?> ReadAsync((string Tenant, string Key) key, CancellationToken cancellation)
    {
        var pointer = await tables.Services.GetEntityIfExistsAsync<TableEntity>(key.Tenant, key.Key, null, cancellation);
        return pointer.HasValue
            ? (await services.FindAsync(key.Tenant, pointer.Value!.Text("ServiceId"), cancellation))?.Service
            : null;
    }

    private sealed record Reading(Service Service, DateTimeOffset Asked)
    {
        private int renewing;

        /// <returns>Whether it is this caller's turn to read anew.</returns>
        public bool TryRenew() => Interlocked.Exchange(ref renewing, 1) == 0;

        public void Release() => renewing = 0;
    }
}
