namespace Azure.Data.Tables;

/// <summary>Whether a text can be sent at all.</summary>
internal static class Utf16
{
    /// <summary>False for half a surrogate pair: UTF-8 cannot say it, and the encoders put U+FFFD there without a word.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return false;

            text = text[(at + 2)..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return true;
    }
}
