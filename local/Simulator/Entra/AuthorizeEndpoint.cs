using System.Text;
using System.Text.Encodings.Web;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>
/// /{tenant}/oauth2/v2.0/authorize: the code flow with PKCE. Whoever is named by login_hint is signed in; without
/// one a page offers the tenant's first users. There are no passwords: this listens on loopback only.
/// </summary>
internal sealed class AuthorizeEndpoint(SimulatorWorld world, People people, AuthorizationCodes codes, TimeProvider time)
{
    private const int UsersOffered = 25;

    public EntraReply Handle(EntraRequest request)
    {
        if (!Guid.TryParse(request["client_id"], out var client) || client != world.ClientId)
            return Refuse(EntraError.UnknownApp(request["client_id"] ?? "", request.Tenant));
        if (!AppRegistration.IsRegisteredRedirect(request["redirect_uri"]))
            return Refuse(EntraError.ForeignRedirect(request["redirect_uri"]));
        if (people.Tenants(request.Tenant) is not { Count: > 0 } tenants) return Refuse(EntraError.UnknownTenant(request.Tenant));

        if (request["response_type"] != "code") return Back(request, "unsupported_response_type", "AADSTS700054: response_type must be 'code'.");
        if (request["code_challenge"] is not { } challenge || request["code_challenge_method"] != "S256")
            return Back(request, "invalid_request", "AADSTS9002325: Proof Key for Code Exchange with S256 is required.");
        if (request["login_hint"] is not { } hint)
        {
            return request["prompt"] == "none"
                ? Back(request, "login_required", "AADSTS50058: A silent sign-in request was sent but no user is signed in.")
                : new EntraReply(200) { Html = Page(request, tenants) };
        }

        foreach (var (tenant, _) in tenants)
        {
            if (people.Find(tenant, hint) is not { AccountEnabled: true } user) continue;
            if (!people.HasConsent(tenant))
                return Back(request, "consent_required", $"AADSTS65001: The user or administrator has not consented to use the application with ID '{client}'.");
            var code = codes.Give(tenant, user.Id, request["redirect_uri"]!, challenge, request["nonce"]);
            return Back(request, ("code", code));
        }

        return Back(request, "access_denied", $"AADSTS50034: The user account {hint} does not exist in the directory, or is disabled.");
    }

    private EntraReply Refuse(EntraError error) => EntraReply.Refuse(error, time.GetUtcNow());

    private static EntraReply Back(EntraRequest request, string error, string description) =>
        Back(request, ("error", error), ("error_description", description));

    private static EntraReply Back(EntraRequest request, params (string Name, string Value)[] values) => EntraReply.Redirect(BackAddress(request, values));

    private static string BackAddress(EntraRequest request, params (string Name, string Value)[] values)
    {
        var all = request["state"] is { } state ? values.Append(("state", state)) : values;
        var query = string.Join('&', all.Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"));
        var target = request["redirect_uri"]!;
        var separator = request["response_mode"] == "fragment" ? '#' : target.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return $"{target}{separator}{query}";
    }

    private string Page(EntraRequest request, IReadOnlyList<(Guid Id, string Name)> tenants)
    {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Sign in</title><h1>Sign in as</h1>");
        // The smallest first: the people of the operator must not be looked for below a page of others.
        foreach (var (tenant, name) in tenants.OrderByDescending(one => one.Id == world.OperatorTenantId))
        {
            page.Append("<h2>").Append(HtmlEncoder.Default.Encode(name)).Append("</h2><ul>");
            foreach (var user in people.Some(tenant, UsersOffered))
            {
                var roles = people.Roles.Of(tenant, user.Id);
                var with = roles.Count > 0 ? $", {string.Join(", ", roles)}" : "";
                Link(page, $"{request.Self}&login_hint={Uri.EscapeDataString(user.UserPrincipalName)}", $"{user.DisplayName} ({user.UserPrincipalName}{with})");
            }

            page.Append("</ul>");
        }

        page.Append("<ul>");
        Link(page, BackAddress(request, ("error", "access_denied"), ("error_description", "AADSTS65004: User declined to consent to access the app.")), "Cancel");
        return page.Append("</ul></html>").ToString();
    }

    private static void Link(StringBuilder page, string address, string text) => page
        .Append("<li><a href=\"").Append(HtmlEncoder.Default.Encode(address)).Append("\">").Append(HtmlEncoder.Default.Encode(text)).Append("</a></li>");
}
