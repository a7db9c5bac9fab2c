using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using NimbusFunctions.Ops.SignIn;

namespace NimbusFunctions.Ops.Sessions;

/// <summary>
/// The session of somebody who signed in: all of it lies sealed in the cookie. SameSite is Strict: the page itself needs no
/// session, so that even the first view after Entra's redirect does without, and no other site's request ever has it.
/// </summary>
internal static class SessionCookie
{
    public const string Scheme = "Session";
    public const string Name = "__Host-nimbus-ops";

    /// <summary>The claim that holds the session's anti-forgery token.</summary>
    public const string AntiforgeryClaim = "nimbus.antiforgery";

    /// <summary>From the sign-in on, however much it is used; Entra's own session makes the next sign-in a silent one.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private const int RandomBytes = 32;

    public static AuthenticationBuilder AddSessionCookie(this AuthenticationBuilder authentication) => authentication.AddCookie(Scheme, options =>
    {
        options.Cookie.Name = Name;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = Life;
        options.SlidingExpiration = false;
    });

    /// <summary>Begins a session, with an anti-forgery token of its own.</summary>
    public static Task BeginAsync(HttpContext http, SignedInUser user)
    {
        var claims = new ClaimsIdentity(
        [
            // The names that access tokens have: whoever reads a caller reads both alike. Neither idtyp nor azp: it is no app.
            new("tid", user.TenantId), new("oid", user.ObjectId), new("name", user.Name),
            .. user.Roles.Select(role => new Claim("roles", role)),
            new(AntiforgeryClaim, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes))),
        ], Scheme);
        return http.SignInAsync(Scheme, new(claims));
    }
}
