using System.Net.Mail;
using System.Text.Json.Nodes;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>Whether the technical contact can be written to, as far as that is seen without asking anybody.</summary>
internal sealed class ContactCheck : ITenantCheck
{
    // RFC 2606 and RFC 6761: names that nobody can ever have, or that lead to the machine itself.
    private static readonly string[] Reserved = ["example", "invalid", "test", "localhost", "local", "onion", "example.com", "example.net", "example.org"];

    public string Name => "contact";

    public Task<CheckFinding> RunAsync(CheckRequest request, CancellationToken cancellation) =>
        Task.FromResult(Of(request.Read(SettingsCatalogue.Contact).Email));

    /// <summary>A pure decision.</summary>
    public static CheckFinding Of(string? email)
    {
        if (string.IsNullOrWhiteSpace(email))
            return CheckFinding.NotSet("The technical contact has no email address, and nobody is told of maintenance and trouble: set contact.email.");
        if (!MailAddress.TryCreate(email, out var address) || address.Address != email)
            return CheckFinding.Wrong("malformed", "contact.email is no email address such as name@contoso.com.");
        var domain = address.Host.TrimEnd('.');
        if (Uri.CheckHostName(domain) != UriHostNameType.Dns || !domain.Contains('.', StringComparison.Ordinal))
            return CheckFinding.Wrong("no-domain", "contact.email does not end in a domain that the internet knows, such as contoso.com.");
        if (Array.Exists(Reserved, name => domain.Equals(name, StringComparison.OrdinalIgnoreCase) || domain.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase)))
            return CheckFinding.Wrong("reserved-domain", "The domain of contact.email is reserved and can receive no mail.", new() { ["domain"] = domain });
        return CheckFinding.Works(
            "The address is well formed and its domain can exist. Not checked: whether the domain has a mail server, and whether the mailbox is there.",
            new() { ["domain"] = domain, ["notChecked"] = new JsonArray(JsonValue.Create("mail server of the domain"), JsonValue.Create("mailbox")) });
    }
}
