using System.Text.Json.Nodes;
using NimbusFunctions.Configuration;

namespace NimbusFunctions.Interact;

/// <summary>Web pages that may open sessions: a configuration entity that users and services refer to.</summary>
/// <param name="Domains">1 to 100 host names; <c>*.contoso.example</c> stands for every host below, not for the domain itself.</param>
internal sealed record DomainTemplate(IReadOnlyList<string> Domains)
{
    private const string Below = "*.";

    public static DomainTemplate Of(ConfigurationEntity entity) =>
        new([.. JsonNode.Parse(entity.Fields)!["domains"]!.AsArray().Select(domain => domain!.GetValue<string>())]);

    /// <summary>Whether a page of this origin is of the template. Only https pages are: anybody on the way can change others.</summary>
    public bool Covers(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps && page.UserInfo.Length == 0 && page.PathAndQuery == "/"
        && Domains.Any(domain => domain.StartsWith(Below, StringComparison.Ordinal)
            ? page.IdnHost.EndsWith(domain[1..], StringComparison.OrdinalIgnoreCase)
            : page.IdnHost.Equals(domain, StringComparison.OrdinalIgnoreCase));
}
