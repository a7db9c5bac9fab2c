using Azure.Identity;

namespace NimbusFunctions.Entra;

/// <summary>The identity that the deployment gave the function app.</summary>
internal static class ManagedIdentity
{
    /// <summary>The SDK waits 100 s for each try: a caller of ours must be answered long before (docs/reliability.md).</summary>
    public static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(8);

    /// <param name="clientId">The client id of a user-assigned one; null or empty: the system-assigned one.</param>
    public static ManagedIdentityCredential Of(string? clientId) => new(new ManagedIdentityCredentialOptions(
        string.IsNullOrEmpty(clientId) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId))
    {
        Retry = { MaxRetries = 1, NetworkTimeout = LongestTry },
    });
}
