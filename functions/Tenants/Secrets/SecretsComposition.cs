using Microsoft.Extensions.Options;
using NimbusFunctions.Entra;
using NimbusFunctions.Retention.Purge;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>What secrets add to the app.</summary>
internal static class SecretsComposition
{
    public static void AddSecrets(this IServiceCollection services)
    {
        services.AddSingleton(Store).AddSingleton<SecretRows>().AddSingleton<SecretDesk>();
        services.AddSingleton<ISettingsCheck, NeededSecrets>();
        services.AddSingleton<IPurgeDuty, SecretRemoval>();
    }

    private static ISecretStore Store(IServiceProvider services) => services.GetRequiredService<IOptions<SecretsOptions>>().Value switch
    {
        { KeyVaultUri.Length: > 0 } options => KeyVaultSecrets.Of(
            new Uri(options.KeyVaultUri), services.GetRequiredService<IOptions<EntraOptions>>().Value.ManagedIdentityClientId),
        { Folder.Length: > 0 } options => new FolderSecrets(options.Folder),
        _ => new NoSecretStore(),
    };
}
