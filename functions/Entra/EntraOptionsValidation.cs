using Microsoft.Extensions.Options;

namespace NimbusFunctions.Entra;

/// <summary>Lists everything that is wrong with the options at once.</summary>
internal sealed class EntraOptionsValidation : IValidateOptions<EntraOptions>
{
    public ValidateOptionsResult Validate(string? name, EntraOptions options)
    {
        var errors = new List<string>();
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority) || authority.Scheme != Uri.UriSchemeHttps)
            errors.Add("Entra:Authority must be an https address such as https://login.microsoftonline.com.");
        if (!Guid.TryParse(options.ClientId, out _))
            errors.Add("Entra:ClientId must be the app registration's client id, a GUID.");
        if (string.IsNullOrWhiteSpace(options.Audience))
            errors.Add("Entra:Audience must be the API's identifier, such as api://<client id>.");
        if (!Guid.TryParse(options.OperatorTenantId, out _))
            errors.Add("Entra:OperatorTenantId must be the operator's own tenant id, a GUID.");
        if (options.AssertionFile.Length > 0 && !File.Exists(options.AssertionFile))
            errors.Add($"Entra:AssertionFile names a file that is not there: {options.AssertionFile}.");
        if (options.CertificateAuthorityFile.Length > 0 && !File.Exists(options.CertificateAuthorityFile))
            errors.Add($"Entra:CertificateAuthorityFile names a file that is not there: {options.CertificateAuthorityFile}.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
