using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace NimbusFunctions.Telemetry;

/// <summary>
/// Names the span of a request by its route, never by its path, which holds ids and whom somebody searched for. Nobody
/// asks how a probe went: it is not traced, nor what it calls.
/// </summary>
internal sealed class RequestSpans(RequestDelegate next)
{
    public const string Route = "http.route";

    private const string Nowhere = "(no route)";

    public async Task InvokeAsync(HttpContext http)
    {
        var span = http.Features.Get<IHttpActivityFeature>()?.Activity;
        if (span is null)
        {
            await next(http);
            return;
        }

        if (http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
        {
            Forget(span);
            await next(http);
            return;
        }

        try
        {
            await next(http);
        }
        finally
        {
            if (span.IsAllDataRequested)
                Describe(span, http);
        }
    }

    /// <summary>Neither it nor what follows from it is kept.</summary>
    public static void Forget(Activity span)
    {
        span.IsAllDataRequested = false;
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    private static void Describe(Activity span, HttpContext http)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? Nowhere;
        var method = Known(http.Request.Method);
        span.DisplayName = $"{method} {route}";
        span.SetTag(Route, route);
        span.SetTag("http.request.method", method);
        span.SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
        if (http.Request.RouteValues.TryGetValue("tenant", out var value) && Guid.TryParse(value as string, out var tenant))
            span.SetTag("nimbus.tenant", tenant.ToString("D"));
    }

    // A method is any word (OpenTelemetry: "Semantic conventions for HTTP spans").
    private static string Known(string method) => method.ToUpperInvariant() switch
    {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        _ => "_OTHER",
    };
}
