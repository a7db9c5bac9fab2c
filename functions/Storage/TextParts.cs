using System.Globalization;
using Azure.Data.Tables;

namespace NimbusFunctions.Storage;

/// <summary>
/// A text that may be longer than a string property, which holds 64 KB (Tables: "Understanding the Table service data model"):
/// in columns <c>Body</c>, <c>Body1</c> and so on. A name may be cut by the end of one; whoever looks for names looks at the whole.
/// </summary>
internal static class TextParts
{
    /// <summary>The column of a message that was given up.</summary>
    public const string Body = "Body";

    /// <summary>The column of a contact.</summary>
    public const string Json = "Json";

    /// <summary>UTF-16 units of a column: an erasure may make it longer by some.</summary>
    public const int Longest = 30_000;

    private static readonly string[] Known = [Body, Json];

    /// <summary>The whole text; null: the row has none.</summary>
    public static string? Of(TableEntity row, string column)
    {
        if (row.GetString(column) is not { } first)
            return null;
        return IsCut(row, column) ? string.Concat(Columns(column).Select(row.GetString).TakeWhile(part => part is not null)) : first;
    }

    /// <summary>Writes a text in place of the former.</summary>
    public static void Put(TableEntity row, string column, string text)
    {
        for (var former = 0; row.Remove(Column(column, former)); former++)
        {
        }

        var from = 0;
        foreach (var part in Columns(column))
        {
            var length = Math.Min(Longest, text.Length - from);
            // Half of a pair is no character: the store would keep a substitute.
            if (from + length < text.Length && char.IsHighSurrogate(text[from + length - 1]))
                length--;
            row[part] = text.Substring(from, length);
            if ((from += length) == text.Length)
                return;
        }
    }

    /// <summary>The texts of a row that lie in several columns.</summary>
    public static IEnumerable<(string Column, string Text)> Cut(TableEntity row) =>
        Known.Where(column => IsCut(row, column)).Select(column => (column, Of(row, column)!));

    /// <summary>Whether a column continues another.</summary>
    public static bool Continues(string column) => Known.Any(first =>
        column.Length > first.Length && column.StartsWith(first, StringComparison.Ordinal) && !column.AsSpan(first.Length).ContainsAnyExceptInRange('0', '9'));

    private static bool IsCut(TableEntity row, string column) => row.ContainsKey(Column(column, 1));

    private static IEnumerable<string> Columns(string column) => Enumerable.Range(0, int.MaxValue).Select(part => Column(column, part));

    private static string Column(string column, int part) => part == 0 ? column : string.Create(CultureInfo.InvariantCulture, $"{column}{part}");
}
