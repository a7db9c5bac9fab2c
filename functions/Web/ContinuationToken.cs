using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace NimbusFunctions.Web;

/// <summary>The opaque text of a <c>continuation</c>: where the next page begins.</summary>
internal static class ContinuationToken
{
    public static string Encode(string position) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(position));

    /// <summary>Null where the text was not made by <see cref="Encode(string)"/>.</summary>
    public static string? Decode(string token)
    {
        if (token.Length > 2048 || !Base64Url.IsValid(token))
            return null;
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
    }

    public static string Encode(long position) => Encode(position.ToString(CultureInfo.InvariantCulture));

    /// <summary>The same of a position that is a number.</summary>
    public static long? DecodeNumber(string token) =>
        long.TryParse(Decode(token), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;
}
