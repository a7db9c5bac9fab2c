using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>Secrets in an Azure Key Vault, each named <c>{tenant}-{name}</c>.</summary>
internal sealed class KeyVaultSecrets(SecretClient client) : ISecretStore
{
    // With both repetitions a silent vault costs its caller twenty seconds.
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(5);

    public bool CanKeep => true;

    /// <param name="vault">Where it is.</param>
    /// <param name="identity">What opens it.</param>
    /// <param name="local">How the local edition's vault is reached, which is no host of Azure; null: in the cloud.</param>
    public static KeyVaultSecrets Of(Uri vault, TokenCredential identity, HttpPipelineTransport? local)
    {
        // In the cloud a token goes to hosts of the vaults' own domain alone (SDK: DisableChallengeResourceVerification).
        SecretClientOptions options = new() { Retry = { NetworkTimeout = LongestTry, MaxRetries = 2 }, DisableChallengeResourceVerification = local is not null };
        if (local is not null)
            options.Transport = local;
        return new(new SecretClient(vault, identity, options));
    }

    public Task WriteAsync(string tenant, string name, string value, CancellationToken cancellation) => TryAsync(async () =>
    {
        var key = NameOf(tenant, name);
        try
        {
            await client.SetSecretAsync(key, value, cancellation);
        }
        catch (RequestFailedException failure) when (failure.Status == StatusCodes.Status409Conflict)
        {
            // One of this name was deleted and not purged (Key Vault: "Soft-delete"): only its recovery frees the name.
            var recovery = await client.StartRecoverDeletedSecretAsync(key, cancellation);
            await recovery.WaitForCompletionAsync(cancellation);
            await client.SetSecretAsync(key, value, cancellation);
        }
    });

    public async Task<string?> ReadAsync(string tenant, string name, CancellationToken cancellation)
    {
        string? value = null;
        await TryAsync(async () => value = (await client.GetSecretAsync(NameOf(tenant, name), cancellationToken: cancellation)).Value.Value);
        return value;
    }

    public async Task RemoveAsync(string tenant, string name, CancellationToken cancellation)
    {
        var key = NameOf(tenant, name);
        await TryAsync(async () => await (await client.StartDeleteSecretAsync(key, cancellation)).WaitForCompletionAsync(cancellation));
        try
        {
            await client.PurgeDeletedSecretAsync(key, cancellation);
        }
        catch (RequestFailedException failure) when (failure.Status is 400 or 403 or 404 or 409)
        {
            // Purge protection keeps it, out of reach, until the vault's own days are over; and what is not there needs no purge.
        }
        catch (Exception failure) when (IsVaults(failure))
        {
            throw Explain(failure);
        }
    }

    private static string NameOf(string tenant, string name) => $"{tenant}-{name}";

    /// <summary>What is not there is no failure: nothing was read, and nothing is left to remove.</summary>
    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RequestFailedException failure) when (failure.Status == StatusCodes.Status404NotFound)
        {
            // Nothing is there.
        }
        catch (Exception failure) when (IsVaults(failure))
        {
            throw Explain(failure);
        }
    }

    private static bool IsVaults(Exception failure) => failure is RequestFailedException or AuthenticationFailedException or AggregateException;

    private static SecretStoreException Explain(Exception failure) => new(
        failure switch
        {
            RequestFailedException { Status: 401 or 403 } => "The app may not use the Key Vault: give its managed identity the role Key Vault Secrets Officer on it.",
            AuthenticationFailedException => "The app gets no token for the Key Vault; try again. If that lasts, its managed identity is missing.",
            _ => "The Key Vault does not answer; try again.",
        },
        failure);
}
