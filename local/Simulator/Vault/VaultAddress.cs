using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace NimbusFunctions.Local.Simulator.Vault;

/// <summary>Where the vault is reached: a port of its own, as a real one has a host of its own.</summary>
internal sealed class VaultAddress
{
    /// <summary>What tokens for any vault are issued for.</summary>
    public const string Audience = "https://vault.azure.net";

    /// <summary>What listens for the vault; it knows its port once the server has started.</summary>
    public ListenOptions? Listener { get; set; }

    /// <summary>The port; 0 before the start.</summary>
    public int Port => Listener?.IPEndPoint?.Port ?? 0;

    public Uri Uri => new UriBuilder(Uri.UriSchemeHttps, "127.0.0.1", Port).Uri;
}
