using NimbusFunctions.Web;

namespace NimbusFunctions.Interact;

/// <summary>Web pages that may open sessions: a template that users and services refer to.</summary>
/// <param name="Id">A GUID.</param>
/// <param name="Name">1 to 128 characters.</param>
/// <param name="OrganizationUnitId">The unit that it lies in.</param>
/// <param name="Domains">1 to 100 host names; <c>*.contoso.example</c> stands for every host below, not for the domain itself.</param>
internal sealed record DomainTemplate(string Id, string Name, string OrganizationUnitId, IReadOnlyList<string> Domains)
{
    public const int MostDomains = 100;
    private const string Below = "*.";

    /// <summary>Whether a page of this origin is of the template. Only https pages are: anybody on the way can change others.</summary>
    public bool Covers(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps && page.UserInfo.Length == 0 && page.PathAndQuery == "/"
        && Domains.Any(domain => domain.StartsWith(Below, StringComparison.Ordinal)
            ? page.IdnHost.EndsWith(domain[1..], StringComparison.OrdinalIgnoreCase)
            : page.IdnHost.Equals(domain, StringComparison.OrdinalIgnoreCase));

    /// <summary>Names what is wrong with a list of domains.</summary>
    public static void Check(IReadOnlyList<string?>? domains, ValidationErrors errors)
    {
        if (domains is not { Count: > 0 and <= MostDomains })
        {
            errors.Add("domains", $"must be 1 to {MostDomains} host names such as www.contoso.example or *.contoso.example.");
            return;
        }

        for (var place = 0; place < domains.Count; place++)
        {
            if (domains[place] is not { Length: > 0 and <= 253 } domain || !IsHost(domain))
                errors.Add($"domains[{place}]", "must be a host name such as www.contoso.example or *.contoso.example.");
        }
    }

    private static bool IsHost(string domain)
    {
        var host = domain.StartsWith(Below, StringComparison.Ordinal) ? domain[Below.Length..] : domain;
        return host.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(host) == UriHostNameType.Dns;
    }
}
