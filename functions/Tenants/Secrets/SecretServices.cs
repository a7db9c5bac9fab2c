using Azure.Core.Pipeline;
using Microsoft.Extensions.Options;
using NimbusFunctions.Entra;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>What secrets add to the app.</summary>
internal static class SecretServices
{
    public static void AddSecrets(this IServiceCollection services)
    {
        services.AddSingleton(Store).AddSingleton<SecretRows>().AddSingleton<SecretDesk>();
        services.AddSingleton<ISettingsCheck, NeededSecrets>();
        services.AddSingleton<IPurgeDuty, SecretRemoval>();
    }

    private static ISecretStore Store(IServiceProvider services) => services.GetRequiredService<IOptions<SecretsOptions>>().Value switch
    {
        { KeyVaultUri.Length: > 0 } options => Vault(new Uri(options.KeyVaultUri), services),
        _ => new NoSecretStore(),
    };

    /// <summary>The managed identity opens it; the local edition puts the app's registration in its place, in the operator's tenant.</summary>
    private static KeyVaultSecrets Vault(Uri address, IServiceProvider services)
    {
        var entra = services.GetRequiredService<IOptions<EntraOptions>>().Value;
        if (entra.AssertionFile.Length > 0)
        {
            return KeyVaultSecrets.Of(
                address,
                services.GetRequiredService<TenantCredentials>().For(entra.OperatorTenantId),
                new HttpClientTransport(new HttpClient(TrustedHttp.CreateHandler(entra.CertificateAuthorityFile))));
        }

        return KeyVaultSecrets.Of(
            address,
            ManagedIdentity.Of(entra.ManagedIdentityClientId),
            local: null);
    }
}
