using System.Collections.Concurrent;
using NimbusFunctions.Tenants.Secrets;

namespace NimbusFunctions.Tests.Secrets;

/// <summary>Secrets of a test that is not about where they lie.</summary>
internal sealed class MemorySecrets : ISecretStore
{
    public ConcurrentDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether every call fails.</summary>
    public bool IsDown { get; set; }

    /// <summary>How often somebody has read, in vain too.</summary>
    public int Reads { get; private set; }

    public bool CanKeep => true;

    public Task WriteAsync(string tenant, string name, string value, CancellationToken cancellation)
    {
        Check();
        Values[NameOf(tenant, name)] = value;
        return Task.CompletedTask;
    }

    public Task<string?> ReadAsync(string tenant, string name, CancellationToken cancellation)
    {
        Reads++;
        Check();
        return Task.FromResult(Values.GetValueOrDefault(NameOf(tenant, name)));
    }

    public Task RemoveAsync(string tenant, string name, CancellationToken cancellation)
    {
        Check();
        Values.TryRemove(NameOf(tenant, name), out _);
        return Task.CompletedTask;
    }

    private static string NameOf(string tenant, string name) => $"{tenant}-{name}";

    private void Check()
    {
        if (IsDown)
            throw new SecretStoreException("down");
    }
}
