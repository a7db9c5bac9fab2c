using System.Security.Cryptography;
using System.Text;

namespace NimbusFunctions.Interact;

/// <summary>What a tenant's web pages show with every request, so that only they open sessions.</summary>
/// <param name="Key">32 hexadecimal digits.</param>
/// <param name="Since">When it was made.</param>
/// <param name="By">Who made it; empty: it came with the first look.</param>
internal sealed record WidgetKey(string Key, DateTimeOffset Since, string By)
{
    private const int Bytes = 16;

    public static WidgetKey New(DateTimeOffset now, string by) => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)), now, by);

    /// <summary>Whether a text is the key; it takes as long whatever differs.</summary>
    public bool Is(string given) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(given));

    /// <summary>Whether a text can be a key at all.</summary>
    public static bool IsWellFormed(string? text) => text is { Length: 2 * Bytes } && text.All(char.IsAsciiHexDigitLower);
}
