using Microsoft.Extensions.Primitives;

namespace NimbusFunctions.TestHandler;

/// <summary>What the http function serves.</summary>
internal static class Endpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/pid", () => Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        v1.MapGet("/environment/{name}", (string name) => Environment.GetEnvironmentVariable(name) ?? "");
        v1.MapGet("/redirect", () => Results.Redirect("/v1/pid"));
        v1.MapGet("/problem", () => Results.Problem("no", statusCode: 409));
        v1.MapGet("/broken", () => Results.StatusCode(500));
        v1.MapDelete("/thing", () => Results.NoContent());
        v1.MapGet("/slow/{milliseconds:int}", async (int milliseconds, CancellationToken token) =>
        {
            Handler.Say("slow begins");
            await Task.Delay(milliseconds, token);
            return "slow done";
        });
        v1.MapGet("/hang", async () => await Task.Delay(Timeout.Infinite, CancellationToken.None));
        v1.MapGet("/two", async (HttpContext http, CancellationToken token) =>
        {
            await http.Response.WriteAsync("first", token);
            await http.Response.Body.FlushAsync(token);
            await Task.Delay(Timeout.Infinite, token);
        });
        v1.Map("/echo/{**rest}", async (HttpContext http, CancellationToken token) =>
        {
            var request = http.Request;
            http.Response.Headers["X-Path"] = request.Path.ToUriComponent() + request.QueryString;
            http.Response.Headers["X-Method"] = request.Method;
            foreach (var (name, value) in request.Headers)
                http.Response.Headers["Echo-" + name] = new StringValues([.. value.Select(text => Uri.EscapeDataString(text ?? ""))]);
            http.Response.ContentType = request.ContentType;
            await request.Body.CopyToAsync(http.Response.Body, token);
        });
        v1.MapFallback(() => Results.NotFound("the app's own 404"));
    }
}
