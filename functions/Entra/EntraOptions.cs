namespace NimbusFunctions.Entra;

/// <summary>Section <c>Entra</c>: the app registration, and where its tokens come from.</summary>
internal sealed class EntraOptions
{
    public const string Section = "Entra";

    /// <summary>https address of the token service, without a tenant.</summary>
    public string Authority { get; set; } = "https://login.microsoftonline.com";

    /// <summary>The multi-tenant app registration, a GUID.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>What tokens for this API are issued for; the client id itself is accepted too.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The operator's own tenant: only its daemons can be System Administrators.</summary>
    public string OperatorTenantId { get; set; } = "";

    /// <summary>Client id of the user-assigned managed identity that the federated credential trusts; empty: system-assigned.</summary>
    public string ManagedIdentityClientId { get; set; } = "";

    /// <summary>A federated token file in place of the managed identity. Only the local edition sets it.</summary>
    public string AssertionFile { get; set; } = "";

    /// <summary>A PEM file with one more authority to trust for https. Only the local edition sets it.</summary>
    public string CertificateAuthorityFile { get; set; } = "";
}
