using Microsoft.Extensions.Options;
using NimbusFunctions.Entra;
using NimbusFunctions.Presence.Permission;

namespace NimbusFunctions.ContactSearch;

/// <summary>Where delegated permissions are granted: by a user alone, or by an administrator for everybody.</summary>
internal sealed class ConsentLinks(IOptions<EntraOptions> entra, IOptions<PresenceOptions> presence)
{
    private const string Graph = "https://graph.microsoft.com/";

    /// <summary>Entra: "OAuth 2.0 authorization code flow", with the prompt for consent.</summary>
    public string OfUser(string tenant, IEnumerable<string> permissions) =>
        $"{Root(tenant)}/oauth2/v2.0/authorize?client_id={entra.Value.ClientId}&response_type=code&response_mode=query&prompt=consent&scope={Scope(permissions)}{Redirect()}";

    /// <summary>Entra: "Admin consent on the Microsoft identity platform".</summary>
    public string OfAdministrator(string tenant, IEnumerable<string> permissions) =>
        $"{Root(tenant)}/v2.0/adminconsent?client_id={entra.Value.ClientId}&scope={Scope(permissions)}{Redirect()}";

    private string Root(string tenant) => $"{entra.Value.Authority.TrimEnd('/')}/{tenant}";

    private static string Scope(IEnumerable<string> permissions) => Uri.EscapeDataString(string.Join(' ', permissions.Select(permission => Graph + permission)));

    private string Redirect() => presence.Value.GrantRedirectUri.Length == 0 ? "" : $"&redirect_uri={Uri.EscapeDataString(presence.Value.GrantRedirectUri)}";
}
