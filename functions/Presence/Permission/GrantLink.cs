using System.Security.Cryptography;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Presence.Permission;

/// <summary>Where a tenant's own administrator grants what the app needs.</summary>
/// <param name="Url">The address to open; it grants everything that the app registration names.</param>
/// <param name="State">Comes back in the address that the link leads back to; a return without it was not asked for here.</param>
internal sealed record GrantLink(string Url, string State)
{
    private const int StateBytes = 16;

    /// <summary>A new link with a state of its own.</summary>
    public static GrantLink New(EntraOptions entra, PresenceOptions presence, string tenant) =>
        Of(entra, presence, tenant, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(StateBytes)));

    // Entra: "Admin consent on the Microsoft identity platform": the tenant's id, never "common".
    public static GrantLink Of(EntraOptions entra, PresenceOptions presence, string tenant, string state)
    {
        var redirect = presence.GrantRedirectUri.Length == 0 ? "" : $"&redirect_uri={Uri.EscapeDataString(presence.GrantRedirectUri)}";
        var scope = Uri.EscapeDataString("https://graph.microsoft.com/.default");
        return new($"{entra.Authority.TrimEnd('/')}/{tenant}/v2.0/adminconsent?client_id={entra.ClientId}&scope={scope}{redirect}&state={state}", state);
    }
}
