namespace NimbusFunctions.Tenants.Checks;

/// <summary>What people paste in place of a filter.</summary>
internal static class FilterText
{
    /// <returns>What is wrong with it before anybody is asked; null: nothing is seen.</returns>
    public static string? Fault(string filter)
    {
        var text = filter.Trim();
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith('/') || text.StartsWith('?'))
            return "It is an address. Only what stands behind $filter= belongs here.";
        if (text.StartsWith("$filter", StringComparison.OrdinalIgnoreCase) || text.StartsWith("filter=", StringComparison.OrdinalIgnoreCase))
            return "It begins with $filter=. Only what stands behind that belongs here.";
        return Outside(text, '&')
            ? "It has an & outside of quotes, as between parameters of an address. Only the filter belongs here; conditions are joined by and, or."
            : null;
    }

    /// <summary>Whether a sign stands outside of single quotes; a quote within is doubled, and so ends and begins one.</summary>
    private static bool Outside(string text, char sign)
    {
        var isQuoted = false;
        foreach (var letter in text)
        {
            if (letter == '\'')
                isQuoted = !isQuoted;
            else if (letter == sign && !isQuoted)
                return true;
        }

        return false;
    }
}
