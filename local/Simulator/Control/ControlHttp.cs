using System.Net;
using System.Text.Json;
using NimbusFunctions.Local.Simulator.Http;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>
/// The control API over HTTP. It asks for no token, so it must be out of reach for everybody but the person at this
/// machine: the server listens on loopback only, and what a web page in that person's browser sends is refused.
/// </summary>
internal sealed class ControlHttp(ControlRoutes routes)
{
    public const string Root = "/_control";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task HandleAsync(HttpContext http)
    {
        if (!IsLocal(http))
        {
            await WriteAsync(http, ControlReply.Problem(403, "not-local", "The control API answers this machine's own programs only."));
            return;
        }

        var segments = http.Request.Path.Value![Root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var body = await HttpBody.ReadAsync(http);
        await WriteAsync(http, routes.Handle(new ControlRequest(http.Request.Method, segments, http.Request.Query, body)));
    }

    /// <summary>A loopback peer, addressed by a loopback name (a rebound DNS name is none), without a foreign page's Origin.</summary>
    private static bool IsLocal(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } peer || !IPAddress.IsLoopback(peer)) return false;
        if (!IsLoopbackName(http.Request.Host.Host)) return false;
        var origin = http.Request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback);
    }

    private static bool IsLoopbackName(string host) => host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static async Task WriteAsync(HttpContext http, ControlReply reply)
    {
        if (reply.Body is null)
        {
            http.Response.StatusCode = reply.Status;
            return;
        }

        // Straight into the answer: the users of a large directory need not all be in memory as JSON.
        http.Response.StatusCode = reply.Status;
        http.Response.ContentType = reply.IsProblem ? "application/problem+json" : "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(http.Response.Body, reply.Body, Json, http.RequestAborted);
    }
}
