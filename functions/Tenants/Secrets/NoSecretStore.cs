namespace NimbusFunctions.Tenants.Secrets;

/// <summary>What stands there where no vault is set.</summary>
internal sealed class NoSecretStore : ISecretStore
{
    public bool CanKeep => false;

    public Task WriteAsync(string tenant, string name, string value, CancellationToken cancellation) =>
        throw new SecretStoreException("No store of secrets is configured.");

    public Task<string?> ReadAsync(string tenant, string name, CancellationToken cancellation) => Task.FromResult<string?>(null);

    public Task RemoveAsync(string tenant, string name, CancellationToken cancellation) => Task.CompletedTask;
}
