using System.Text;
using System.Text.Encodings.Web;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>
/// /{tenant}/oauth2/v2.0/authorize: the code flow with PKCE. Whoever is named by login_hint is signed in; without
/// one a page offers the tenant's first users. There are no passwords: this listens on loopback only.
/// </summary>
internal sealed class AuthorizeEndpoint(SimulatorWorld world, AuthorizationCodes codes, TimeProvider time)
{
    private const int UsersOffered = 25;

    public EntraReply Handle(EntraRequest request)
    {
        if (!Guid.TryParse(request["client_id"], out var client) || client != world.ClientId)
            return Refuse(EntraError.UnknownApp(request["client_id"] ?? "", request.Tenant));
        if (!AppRegistration.IsRegisteredRedirect(request["redirect_uri"]))
            return Refuse(EntraError.ForeignRedirect(request["redirect_uri"]));
        if (Tenants(request.Tenant) is not { Count: > 0 } tenants) return Refuse(EntraError.UnknownTenant(request.Tenant));

        if (request["response_type"] != "code") return Back(request, "unsupported_response_type", "AADSTS700054: response_type must be 'code'.");
        if (request["code_challenge"] is not { } challenge || request["code_challenge_method"] != "S256")
            return Back(request, "invalid_request", "AADSTS9002325: Proof Key for Code Exchange with S256 is required.");
        if (request["login_hint"] is not { } hint) return new EntraReply(200) { Html = Page(request, tenants) };

        foreach (var tenant in tenants)
        {
            SimulatedUser? user;
            lock (tenant.Directory.Gate) user = tenant.Directory.FindActiveUser(hint);
            if (user is not { AccountEnabled: true }) continue;
            var code = codes.Give(tenant.Id, user.Id, request["redirect_uri"]!, challenge, request["nonce"]);
            return Back(request, ("code", code));
        }

        return Back(request, "access_denied", $"AADSTS50034: The user account {hint} does not exist in the directory, or is disabled.");
    }

    private IReadOnlyList<SimulatedTenant> Tenants(string name) =>
        name is "common" or "organizations" ? world.Tenants : world.Find(name) is { } tenant ? [tenant] : [];

    private EntraReply Refuse(EntraError error) => EntraReply.Refuse(error, time.GetUtcNow());

    private static EntraReply Back(EntraRequest request, string error, string description) =>
        Back(request, ("error", error), ("error_description", description));

    private static EntraReply Back(EntraRequest request, params (string Name, string Value)[] values)
    {
        var all = request["state"] is { } state ? values.Append(("state", state)) : values;
        var query = string.Join('&', all.Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"));
        var target = request["redirect_uri"]!;
        var separator = request["response_mode"] == "fragment" ? '#' : target.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return EntraReply.Redirect($"{target}{separator}{query}");
    }

    private static string Page(EntraRequest request, IReadOnlyList<SimulatedTenant> tenants)
    {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Sign in</title><h1>Sign in as</h1>");
        foreach (var tenant in tenants)
        {
            page.Append(HtmlEncoder.Default.Encode(tenant.Name)).Append("<ul>");
            SimulatedUser[] users;
            lock (tenant.Directory.Gate) users = [.. tenant.Directory.Users.OfType<SimulatedUser>().Where(user => user.DeletedAt is null).Take(UsersOffered)];
            foreach (var user in users)
            {
                var link = $"{request.Self}&login_hint={Uri.EscapeDataString(user.UserPrincipalName)}";
                page.Append("<li><a href=\"").Append(HtmlEncoder.Default.Encode(link)).Append("\">")
                    .Append(HtmlEncoder.Default.Encode($"{user.DisplayName} ({user.UserPrincipalName})")).Append("</a></li>");
            }

            page.Append("</ul>");
        }

        return page.Append("</html>").ToString();
    }
}
