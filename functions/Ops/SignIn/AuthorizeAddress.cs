using NimbusFunctions.Entra;

namespace NimbusFunctions.Ops.SignIn;

/// <summary>Where the browser is sent to sign in (Entra: "OAuth 2.0 authorization code flow").</summary>
internal static class AuthorizeAddress
{
    // The id token says who it is; no token for any API is asked for.
    private const string Scope = "openid profile";

    private const int LongestHint = 256;

    /// <param name="entra">The app registration.</param>
    /// <param name="redirectUri">Where Entra leads back to.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="hint">Whom to offer; null, or anything strange: nobody.</param>
    /// <param name="chooses">Whether the person wants to choose an account, although one is signed in to Entra.</param>
    public static string Of(EntraOptions entra, string redirectUri, SignInAttempt attempt, string? hint, bool chooses)
    {
        var query = QueryString.Create(new Dictionary<string, string?>
        {
            ["client_id"] = entra.ClientId,
            ["response_type"] = "code",
            // In the address, so that the cookie of the attempt may be Lax; the code is worth nothing without it.
            ["response_mode"] = "query",
            ["redirect_uri"] = redirectUri,
            ["scope"] = Scope,
            ["state"] = attempt.State,
            ["nonce"] = attempt.Nonce,
            ["code_challenge"] = attempt.Challenge,
            ["code_challenge_method"] = "S256",
        });
        if (chooses)
            query = query.Add("prompt", "select_account");
        if (hint is { Length: > 0 and <= LongestHint } && !hint.AsSpan().ContainsAnyExceptInRange('!', '~'))
            query = query.Add("login_hint", hint);
        return $"{entra.Authority.TrimEnd('/')}/organizations/oauth2/v2.0/authorize{query}";
    }
}
