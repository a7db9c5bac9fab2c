using Microsoft.Extensions.Options;
using NimbusFunctions.Entra;
using NimbusFunctions.Ops.Keys;
using NimbusFunctions.Ops.Sessions;
using NimbusFunctions.Web;

namespace NimbusFunctions.Ops.SignIn;

/// <summary><c>GET /ops/signin</c> and <c>GET /ops/callback</c>: people sign in at Entra, on the server's side.</summary>
internal static class SignInEndpoints
{
    // Entra's are about a thousand characters long.
    private const int LongestCode = 8192;

    public static void MapSignIn(this RouteGroupBuilder ops)
    {
        ops.MapGet("/signin", BeginAsync).AllowAnonymous();
        ops.MapGet("/callback", FinishAsync).AllowAnonymous();
    }

    private static async Task<IResult> BeginAsync(
        HttpContext http, SessionKeys keys, AttemptCookie cookie, IOptions<EntraOptions> entra, IOptions<OpsOptions> options, TimeProvider time)
    {
        if (!options.Value.CanSignIn)
            return Off;
        if (!await AreThereAsync(keys, http))
            return SessionDoor.Closed;
        var query = http.Request.Query;
        var attempt = SignInAttempt.Begin(ReturnPath.Of(query["returnUrl"]), time.GetUtcNow());
        try
        {
            cookie.Write(http.Response, attempt);
        }
        catch (Exception failure) when (AreKeys(failure))
        {
            return SessionDoor.Closed;
        }

        return Lead(http, AuthorizeAddress.Of(entra.Value, options.Value.RedirectUri, attempt, query["login_hint"], query["prompt"] == "select_account"));
    }

    private static async Task<IResult> FinishAsync(
        HttpContext http, SessionKeys keys, AttemptCookie cookie, CodeRedemption codes, IdTokenCheck tokens, IOptions<OpsOptions> options, TimeProvider time, ILogger<SessionDoor> log)
    {
        if (!options.Value.CanSignIn)
            return Off;
        if (!await AreThereAsync(keys, http))
            return SessionDoor.Closed;
        var query = http.Request.Query;
        if (cookie.Take(http) is not { } attempt || query["state"].Count != 1 || !attempt.IsAnsweredBy(query["state"], time.GetUtcNow()))
            return Fail(SignInReason.Expired);
        if (query["error"].Count > 0)
        {
            var number = SignInReason.NumberIn(query["error_description"]);
            return Fail(SignInReason.Of(query["error"], number), number);
        }

        if (query["code"].Count != 1 || query["code"].ToString() is not { Length: > 0 and <= LongestCode } code)
            return Fail(SignInReason.Failed);
        var redeemed = await codes.RedeemAsync(code, attempt, http.RequestAborted);
        if (redeemed.IdToken is not { } token)
            return Fail(redeemed.Reason!, redeemed.Number);
        var (user, failure) = await tokens.CheckAsync(token, attempt.Nonce);
        if (user is null)
        {
            log.IdTokenRefused(failure?.GetType().Name ?? "claims");
            return Fail(SignInReason.Token);
        }

        await SessionCookie.BeginAsync(http, user);
        log.SignedIn(user.TenantId);
        return Lead(http, attempt.ReturnUrl);

        IResult Fail(string reason, int number = 0)
        {
            log.SignInFailed(reason, number);
            return Lead(http, $"{ReturnPath.Home}?signin={reason}");
        }
    }

    private static IResult Off => new ProblemResult(new(
        ProblemTypes.SignInOff, "There is no sign-in here.", StatusCodes.Status503ServiceUnavailable,
        "The setting Ops__PublicAddress is missing: set it to the https address of the app, and register its /ops/callback as a redirect URI."));

    private static async Task<bool> AreThereAsync(SessionKeys keys, HttpContext http)
    {
        try
        {
            await keys.ReadyAsync(http.RequestAborted);
            return true;
        }
        catch (SessionKeysException)
        {
            return false;
        }
    }

    // The framework wraps what its store of keys throws.
    private static bool AreKeys(Exception? failure) => failure is SessionKeysException || (failure is not null && AreKeys(failure.InnerException));

    /// <summary>The address of a callback holds a code: nobody is told it.</summary>
    private static IResult Lead(HttpContext http, string address)
    {
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        return Results.Redirect(address);
    }
}
