using System.Text;
using System.Text.Json;
using NimbusFunctions.Local.Simulator.Faults;
using NimbusFunctions.Local.Simulator.Http;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>Entra over HTTP: everything below /{tenant}/.</summary>
internal sealed class EntraHttp(
    SimulatorWorld world, TokenEndpoint tokens, CodeGrant codes, AuthorizeEndpoint authorize, AdminConsentEndpoint consent, OpenIdEndpoint openId, TimeProvider time)
{
    private const int MaxFormValues = 50;

    public async Task HandleAsync(HttpContext http)
    {
        var segments = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var tenant = segments.FirstOrDefault() ?? "";
        var route = string.Join('/', segments.Skip(1)).ToLowerInvariant();
        if (world.Find(tenant)?.Faults.Strike($"{http.Request.Method} {http.Request.Path}") is { } fault && await PlayAsync(http, fault)) return;

        var method = http.Request.Method;
        var reply = (method, route) switch
        {
            ("POST", "oauth2/v2.0/token") => await WithFormAsync(http, tenant),
            ("GET", "oauth2/v2.0/authorize") => authorize.Handle(FromQuery(http, tenant)),
            ("GET", "v2.0/adminconsent" or "adminconsent") => consent.Handle(FromQuery(http, tenant)),
            ("GET", "v2.0/.well-known/openid-configuration") => openId.Configuration(FromQuery(http, tenant)),
            ("GET", "discovery/v2.0/keys") => openId.Keys(FromQuery(http, tenant)),
            _ => EntraReply.Refuse(new EntraError(404, "invalid_request", 90023, $"There is nothing at {method} {http.Request.Path}."), time.GetUtcNow()),
        };
        if (reply is not null) await WriteAsync(http, reply);
    }

    private async ValueTask<bool> PlayAsync(HttpContext http, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, http.RequestAborted);
                return true;
            case FaultKind.Slow:
                await Task.Delay(fault.Delay, time, http.RequestAborted);
                return false;
            case FaultKind.Reset:
                throw new ConnectionCutException();
            case FaultKind.Status:
                if (fault.RetryAfter is { } after) http.Response.Headers.RetryAfter = after;
                await WriteAsync(http, EntraReply.Refuse(
                    new EntraError(fault.Status, fault.Code ?? "temporarily_unavailable", 90033, "A transient error has occurred. Please try again."), time.GetUtcNow()));
                return true;
            default:
                return false;
        }
    }

    private static EntraRequest FromQuery(HttpContext http, string tenant) => new(
        tenant,
        http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        http.Request.Path + http.Request.QueryString);

    /// <summary>Null where a fault has answered: of codes, the tenant is known only now.</summary>
    private async ValueTask<EntraReply?> WithFormAsync(HttpContext http, string tenant)
    {
        if (!http.Request.HasFormContentType)
            return EntraReply.Refuse(new EntraError(400, "invalid_request", 900144, "The request body must be a form (application/x-www-form-urlencoded)."), time.GetUtcNow());
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.Count > MaxFormValues) return EntraReply.Refuse(new EntraError(400, "invalid_request", 900144, "The form has too many values."), time.GetUtcNow());
        var request = new EntraRequest(tenant, form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase), http.Request.Path);
        if (world.Find(tenant) is null && codes.TenantOf(request) is { } owner
            && world.Find(owner)?.Faults.Strike($"{http.Request.Method} {http.Request.Path}") is { } fault && await PlayAsync(http, fault))
            return null;
        return tokens.Handle(request);
    }

    private static async Task WriteAsync(HttpContext http, EntraReply reply)
    {
        if (reply.Location is { } location)
        {
            http.Response.Redirect(location);
            return;
        }

        var (type, body) = reply.Html is { } html
            ? ("text/html; charset=utf-8", Encoding.UTF8.GetBytes(html))
            : ("application/json; charset=utf-8", JsonSerializer.SerializeToUtf8Bytes(reply.Json));
        if (reply.Html is not null) http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "no-store";
        await HttpBody.WriteAsync(http, reply.Status, type, [], body);
    }
}
