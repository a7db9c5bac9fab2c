using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NimbusFunctions.Local.Host;

/// <summary>The host's own paths, <c>admin/</c> and <c>runtime/</c>: they need the master key and never reach the app.</summary>
internal sealed class AdminEndpoints(string masterKey, Worker worker)
{
    private const int MaximumInputBytes = 1024 * 1024;

    /// <param name="routes">Where to map.</param>
    /// <param name="start">Starts a function by name with an input; false if there is none to start.</param>
    public void Map(IEndpointRouteBuilder routes, Func<string, string, bool> start)
    {
        routes.Map("/admin/{**rest}", Guarded(NotFound));
        routes.Map("/runtime/{**rest}", Guarded(NotFound));
        routes.MapGet("/admin/host/status", Guarded(StatusAsync));
        routes.MapPost("/admin/functions/{name}", Guarded(http => StartAsync(http, start)));
    }

    private RequestDelegate Guarded(RequestDelegate then) => http =>
    {
        var given = Encoding.UTF8.GetBytes(http.Request.Headers["x-functions-key"].ToString());
        if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(masterKey)))
            return then(http);
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    };

    private Task StatusAsync(HttpContext http) => http.Response.WriteAsJsonAsync(
        new
        {
            id = "local",
            state = worker.ProcessId is null ? "Starting" : "Running",
            version = WorkerClient.HostVersion,
            processId = worker.ProcessId,
        },
        http.RequestAborted);

    private static async Task StartAsync(HttpContext http, Func<string, string, bool> start)
    {
        var input = await InputAsync(http.Request, http.RequestAborted);
        http.Response.StatusCode = input is null
            ? StatusCodes.Status400BadRequest
            : start((string)http.Request.RouteValues["name"]!, input) ? StatusCodes.Status202Accepted : StatusCodes.Status404NotFound;
    }

    /// <summary>The body's <c>input</c>; empty without one, null if the body is not a JSON object or too large.</summary>
    private static async Task<string?> InputAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or > MaximumInputBytes)
            return null;
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            return body.RootElement.TryGetProperty("input", out var input) ? input.ToString() : "";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
