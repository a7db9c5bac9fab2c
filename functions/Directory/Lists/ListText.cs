namespace NimbusFunctions.Directory.Lists;

/// <summary>How lists compare texts: any case.</summary>
internal static class ListText
{
    public static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    public static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
