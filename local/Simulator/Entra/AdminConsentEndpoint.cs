using System.Text;
using System.Text.Encodings.Web;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>
/// /{tenant}/adminconsent and /{tenant}/v2.0/adminconsent: the tenant's administrator is taken to agree at once to
/// what the app has registered. With `organizations` a page asks which tenant, unless there is only one.
/// </summary>
internal sealed class AdminConsentEndpoint(SimulatorWorld world, TimeProvider time)
{
    public EntraReply Handle(EntraRequest request)
    {
        if (!Guid.TryParse(request["client_id"], out var client) || client != world.ClientId)
            return EntraReply.Refuse(EntraError.UnknownApp(request["client_id"] ?? "", request.Tenant), time.GetUtcNow());
        if (!AppRegistration.IsRegisteredRedirect(request["redirect_uri"]))
            return EntraReply.Refuse(EntraError.ForeignRedirect(request["redirect_uri"]), time.GetUtcNow());
        var any = request.Tenant is "common" or "organizations";
        if (any && world.Tenants.Count > 1) return new EntraReply(200) { Html = Page(request) };
        if ((any ? world.Tenants[0] : world.Find(request.Tenant)) is not { } tenant)
            return EntraReply.Refuse(EntraError.UnknownTenant(request.Tenant), time.GetUtcNow());

        world.Execute(tenant, new DirectoryCommand.Consent(true));
        var target = request["redirect_uri"]!;
        var separator = target.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var state = request["state"] is { } text ? $"&state={Uri.EscapeDataString(text)}" : "";
        return EntraReply.Redirect($"{target}{separator}admin_consent=True&tenant={tenant.Id}{state}");
    }

    private string Page(EntraRequest request)
    {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Consent</title><h1>Consent for</h1><ul>");
        foreach (var tenant in world.Tenants)
        {
            var link = $"/{tenant.Id}{request.Self[(request.Tenant.Length + 1)..]}";
            page.Append("<li><a href=\"").Append(HtmlEncoder.Default.Encode(link)).Append("\">").Append(HtmlEncoder.Default.Encode(tenant.Name)).Append("</a></li>");
        }

        return page.Append("</ul></html>").ToString();
    }
}
