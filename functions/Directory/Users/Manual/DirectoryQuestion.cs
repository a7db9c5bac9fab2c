namespace NimbusFunctions.Directory.Users.Manual;

/// <summary>What is asked of the directory: one of the three.</summary>
/// <param name="Id">A user's object id.</param>
/// <param name="Filter">An OData filter.</param>
/// <param name="Search">An OData search.</param>
internal sealed record DirectoryQuestion(string? Id, string? Filter, string? Search)
{
    /// <summary>The longest text that is looked for.</summary>
    public const int Longest = 128;

    /// <summary>
    /// An object id; <c>@domain</c>: whose UPN ends so; what holds an @: whose UPN or address begins so; all else: whose name or
    /// UPN has words that begin so. A pure decision.
    /// </summary>
    /// <returns>Null where nothing is left of the text to look for.</returns>
    public static DirectoryQuestion? Of(string text)
    {
        var asked = text.Trim();
        if (Guid.TryParseExact(asked, "D", out var id))
            return new(id.ToString("D"), null, null);
        // OData doubles an apostrophe inside a text (OData: "URL Conventions", 5.1.1.6.1).
        var quoted = $"'{asked.Replace("'", "''", StringComparison.Ordinal)}'";
        if (asked is ['@', _, ..])
            return new(null, $"endsWith(userPrincipalName,{quoted})", null);
        if (asked.Contains('@', StringComparison.Ordinal) && asked.Length > 1)
            return new(null, $"startswith(userPrincipalName,{quoted}) or startswith(mail,{quoted})", null);
        // Quotes and backslashes end or bend a clause, and part words like blanks do.
        var words = string.Join(' ', asked.Split(['"', '\\', '@', ' '], StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? null : new(null, null, $"\"displayName:{words}\" OR \"userPrincipalName:{words}\"");
    }
}
