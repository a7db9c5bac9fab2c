using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace NimbusFunctions.Ops.SignIn;

/// <summary>
/// Keeps the attempt in the browser that began it. SameSite is Lax: the way back comes from Entra's site, and a strict
/// cookie would not come with it.
/// </summary>
internal sealed class AttemptCookie(IDataProtectionProvider protection)
{
    public const string Name = "__Host-nimbus-signin";

    private const int Longest = 4096;

    private readonly Lazy<IDataProtector> protector = new(() => protection.CreateProtector("NimbusFunctions.Ops.SignIn"));

    public void Write(HttpResponse response, SignInAttempt attempt) => response.Cookies.Append(
        Name, protector.Value.Protect(JsonSerializer.Serialize(attempt, NimbusJson.Default.SignInAttempt)), Options(SignInAttempt.Life));

    /// <summary>Takes it out of the browser: an attempt ends with its first answer.</summary>
    /// <returns>Null where there is none that can be read.</returns>
    public SignInAttempt? Take(HttpContext http)
    {
        if (http.Request.Cookies[Name] is not { Length: > 0 and <= Longest } text)
            return null;
        http.Response.Cookies.Delete(Name, Options(null));
        try
        {
            return JsonSerializer.Deserialize(protector.Value.Unprotect(text), NimbusJson.Default.SignInAttempt);
        }
        catch (Exception failure) when (failure is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    private static CookieOptions Options(TimeSpan? life) => new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        MaxAge = life,
        IsEssential = true,
    };
}
