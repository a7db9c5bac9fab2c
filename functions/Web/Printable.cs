namespace NimbusFunctions.Web;

/// <summary>Makes what a caller sent fit to be said back to the caller.</summary>
internal static class Printable
{
    private const int Longest = 64;

    /// <summary>At most 64 characters, control characters shown as question marks.</summary>
    public static string Short(string text)
    {
        var clean = string.Concat(text.Take(Longest).Select(character => char.IsControl(character) ? '?' : character));
        return text.Length > Longest ? clean + "…" : clean;
    }
}
