using System.Globalization;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>A refusal as Entra words it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Error">OAuth's error code.</param>
/// <param name="Code">The number after AADSTS.</param>
/// <param name="Message">What went wrong.</param>
internal sealed record EntraError(int Status, string Error, int Code, string Message)
{
    public static EntraError UnknownTenant(string tenant) => new(
        400, "invalid_request", 90002, $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.");

    public static EntraError UnknownApp(string client, string tenant) => new(
        400, "unauthorized_client", 700016,
        $"Application with identifier '{client}' was not found in the directory '{tenant}'. This can happen if the application has not been installed "
        + "by the administrator of the tenant or consented to by any user in the tenant.");

    public static EntraError ForeignRedirect(string? uri) => new(
        400, "invalid_request", 50011, $"The redirect URI '{uri}' does not match the redirect URIs configured for the application: loopback addresses.");

    public static EntraError ScopeWithoutDefault(string scope) => new(
        400, "invalid_scope", 1002012,
        $"The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource "
        + "identifier (application ID URI).");

    public static EntraError Missing(string parameter) => new(
        400, "invalid_request", 900144, $"The request body must contain the following parameter: '{parameter}'.");

    public static EntraError Assertion(int code, string message) => new(401, "invalid_client", code, message);

    /// <summary>The body of the answer.</summary>
    public object Body(DateTimeOffset now)
    {
        var trace = Guid.NewGuid();
        var correlation = Guid.NewGuid();
        var timestamp = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new
        {
            error = Error,
            error_description = $"AADSTS{Code}: {Message} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {timestamp}",
            error_codes = new[] { Code },
            timestamp,
            trace_id = trace,
            correlation_id = correlation,
            error_uri = $"https://login.microsoftonline.com/error?code={Code}",
        };
    }
}
