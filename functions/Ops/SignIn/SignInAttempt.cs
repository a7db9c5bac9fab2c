using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace NimbusFunctions.Ops.SignIn;

/// <summary>A sign-in that is under way; it lies sealed in a cookie of the browser that began it.</summary>
/// <param name="State">Comes back from Entra: the way back belongs to this browser.</param>
/// <param name="Nonce">Comes back in the id token: it was made for this attempt.</param>
/// <param name="Verifier">Redeems the code (RFC 7636); Entra knows its hash.</param>
/// <param name="ReturnUrl">Where it leads in the end.</param>
/// <param name="Until">When it is too late.</param>
internal sealed record SignInAttempt(string State, string Nonce, string Verifier, string ReturnUrl, DateTimeOffset Until)
{
    /// <summary>Long enough for a second factor.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const int RandomBytes = 32;

    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static SignInAttempt Begin(string returnUrl, DateTimeOffset now) => new(Random(), Random(), Random(), returnUrl, now + Life);

    /// <summary>Whether what came back belongs to it.</summary>
    public bool IsAnsweredBy(string? state, DateTimeOffset now) => now < Until && state is not null && IsSame(State, state);

    /// <summary>Compares without telling by its time how much was right.</summary>
    public static bool IsSame(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
}
