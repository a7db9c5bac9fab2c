namespace NimbusFunctions.Tenants.Secrets;

/// <summary>Keeps the values of secrets, and nothing else about them.</summary>
internal interface ISecretStore
{
    /// <summary>False: nothing is set up that could keep any.</summary>
    bool CanKeep { get; }

    /// <exception cref="SecretStoreException">It is not kept, or whether it is is unknown.</exception>
    Task WriteAsync(string tenant, string name, string value, CancellationToken cancellation);

    /// <returns>Null where there is none.</returns>
    /// <exception cref="SecretStoreException">It cannot be read.</exception>
    Task<string?> ReadAsync(string tenant, string name, CancellationToken cancellation);

    /// <summary>Removes it; harmless where there is none.</summary>
    /// <exception cref="SecretStoreException">It is not removed, or whether it is is unknown.</exception>
    Task RemoveAsync(string tenant, string name, CancellationToken cancellation);
}

/// <summary>The store of secrets failed. The message is fit for the tenant's administrator and holds nothing of a secret.</summary>
internal sealed class SecretStoreException(string message, Exception? inner = null) : Exception(message, inner);
