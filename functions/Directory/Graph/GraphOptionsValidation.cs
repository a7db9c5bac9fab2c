using Microsoft.Extensions.Options;

namespace NimbusFunctions.Directory.Graph;

internal sealed class GraphOptionsValidation : IValidateOptions<GraphOptions>
{
    public ValidateOptionsResult Validate(string? name, GraphOptions options) =>
        Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var address)
            && address.Scheme == Uri.UriSchemeHttps
            && address.AbsolutePath.TrimEnd('/').EndsWith("/v1.0", StringComparison.Ordinal)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Graph:BaseUrl must be an https address that ends in /v1.0.");
}
