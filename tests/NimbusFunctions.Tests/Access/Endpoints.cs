using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Access;

/// <summary>An endpoint of the app, and what it asks of its caller.</summary>
/// <param name="Required">Null: nothing, as far as the app says.</param>
internal sealed partial record Endpoint(HttpMethod Method, string Pattern, RequiredPermission? Required)
{
    [GeneratedRegex(@"\{(\*\*)?(?<name>[a-z]+)\??\}")]
    private static partial Regex Parameter { get; }

    /// <summary>All endpoints of a running app.</summary>
    public static IReadOnlyList<Endpoint> AllOf(ApiHouse house) =>
    [
        .. house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(method => new Endpoint(
                new HttpMethod(method), endpoint.RoutePattern.RawText!.TrimStart('/'), endpoint.Metadata.GetMetadata<RequiredPermission>()))),
    ];

    /// <summary>The address with its places filled in.</summary>
    public string Path(Func<string, string> value) => Parameter.Replace(Pattern, match => value(match.Groups["name"].Value));

    public override string ToString() => $"{Method} {Pattern}";
}
