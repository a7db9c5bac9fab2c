using Microsoft.AspNetCore.Authentication;
using NimbusFunctions.Ops.Keys;
using NimbusFunctions.Web;

namespace NimbusFunctions.Ops.Sessions;

/// <summary>
/// Lets calls in that come with a session in place of a bearer token. A call with the header Authorization, whatever it
/// says, is judged by that alone; the cookie is looked at only where there is one.
/// </summary>
internal sealed class SessionDoor(RequestDelegate next, SessionKeys keys, ILogger<SessionDoor> log)
{
    private const int RetryAfterSeconds = 10;

    /// <summary>The answer where the keys of sessions cannot be had.</summary>
    public static IResult Closed { get; } = new ProblemResult(
        new(ProblemTypes.SessionKeysUnavailable, "Nobody can sign in now.", StatusCodes.Status503ServiceUnavailable,
            $"The store of the sessions' keys does not answer. Try again in {RetryAfterSeconds} seconds; calls with a bearer token go on."),
        RetryAfterSeconds);

    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        return headers.Authorization.Count > 0 || headers.Cookie.Count == 0 || http.GetEndpoint()?.Metadata.GetMetadata<NeedsNoSession>() is not null
            || !http.Request.Cookies.ContainsKey(SessionCookie.Name)
            ? next(http)
            : WithCookieAsync(http);
    }

    private async Task WithCookieAsync(HttpContext http)
    {
        try
        {
            await keys.ReadyAsync(http.RequestAborted);
        }
        catch (SessionKeysException)
        {
            await Closed.ExecuteAsync(http);
            return;
        }

        if (await http.AuthenticateAsync(SessionCookie.Scheme) is { Succeeded: true, Principal: { } user, Properties.ExpiresUtc: { } expires }
            && user.FindFirst(SessionCookie.AntiforgeryClaim)?.Value is { } antiforgery)
        {
            var headers = http.Request.Headers;
            if (CrossSiteDecision.Refusal(http.Request.Method, headers[CrossSiteDecision.Header], headers["Sec-Fetch-Site"], antiforgery) is { } why)
            {
                log.CrossSiteRefused(why);
                await new ProblemResult(new(
                    ProblemTypes.AntiforgeryMissing, "The call was not made by the operators' page.", StatusCodes.Status403Forbidden,
                    $"With a session in place of a bearer token, {why}. Take it from GET /ops/session.")).ExecuteAsync(http);
                return;
            }

            http.User = user;
            new Session(user.FindFirst("name")?.Value ?? "", antiforgery, expires).PutInto(http);
        }

        await next(http);
    }
}
