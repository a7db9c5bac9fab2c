namespace NimbusFunctions.Directory.Lists;

/// <summary>How lists compare texts: any case.</summary>
internal static class ListText
{
    public static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    public static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a search finds something: a part of its name or UPN, its id, or with <c>@</c> the end of its UPN.</summary>
    public static bool Finds(string search, string name, string upn, string id) => search.StartsWith('@')
        ? upn.EndsWith(search, StringComparison.OrdinalIgnoreCase)
        : Contains(name, search) || Contains(upn, search) || Same(id, search);
}
