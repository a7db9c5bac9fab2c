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

    /// <summary>The operator's own tenant: only its people and daemons can be System Administrators.</summary>
    public string OperatorTenantId { get; set; } = "";

    /// <summary>Client id of the user-assigned managed identity that the federated credential trusts; empty: system-assigned.</summary>
    public string ManagedIdentityClientId { get; set; } = "";

    /// <summary>A federated token file in place of the managed identity. Only the local edition sets it.</summary>
    public string AssertionFile { get; set; } = "";

    /// <summary>A PEM file with one more authority to trust for https. Only the local edition sets it.</summary>
    public string CertificateAuthorityFile { get; set; } = "";

    /// <summary>Everything that is wrong, each with its setting's name.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority) || authority.Scheme != Uri.UriSchemeHttps)
            errors.Add("Entra__Authority must be an https address such as https://login.microsoftonline.com.");
        if (!Guid.TryParse(ClientId, out _))
            errors.Add("Entra__ClientId must be the app registration's client id, a GUID.");
        if (string.IsNullOrWhiteSpace(Audience))
            errors.Add("Entra__Audience must be the API's identifier, such as api://<client id>.");
        if (!Guid.TryParse(OperatorTenantId, out _))
            errors.Add("Entra__OperatorTenantId must be the operator's own tenant id, a GUID.");
        if (AssertionFile.Length > 0 && !File.Exists(AssertionFile))
            errors.Add($"Entra__AssertionFile names a file that is not there: {AssertionFile}.");
        if (CertificateAuthorityFile.Length > 0 && !File.Exists(CertificateAuthorityFile))
            errors.Add($"Entra__CertificateAuthorityFile names a file that is not there: {CertificateAuthorityFile}.");
        return errors;
    }
}
