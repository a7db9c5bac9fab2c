namespace NimbusFunctions.Tenants.Secrets;

/// <summary>Section <c>Secrets</c>: where the tenants' secrets are kept. Without a vault none can be.</summary>
internal sealed class SecretsOptions
{
    public const string Section = "Secrets";

    /// <summary>https address of the Key Vault; the app's managed identity reads, writes and deletes secrets there.</summary>
    public string KeyVaultUri { get; set; } = "";

    /// <summary>An ACS endpoint on this machine that a connection string may name. Only the local edition sets it.</summary>
    public string LocalEndpoint { get; set; } = "";

    /// <param name="isInCloud">Whether the app runs in Azure, where it calls nothing of its own network.</param>
    public IEnumerable<string> Errors(bool isInCloud)
    {
        if (KeyVaultUri.Length > 0 && (!Uri.TryCreate(KeyVaultUri, UriKind.Absolute, out var vault) || vault.Scheme != Uri.UriSchemeHttps))
            yield return "Secrets__KeyVaultUri must be the vault's https address such as https://name.vault.azure.net.";
        if (LocalEndpoint.Length == 0)
            yield break;
        if (isInCloud)
            yield return "Secrets__LocalEndpoint opens an address of this machine; it is for the local edition only.";
        else if (!Uri.TryCreate(LocalEndpoint, UriKind.Absolute, out var local) || local.Scheme != Uri.UriSchemeHttps || !local.IsLoopback)
            yield return "Secrets__LocalEndpoint must be an https address of this machine.";
    }
}
