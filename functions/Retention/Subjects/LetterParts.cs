using Azure.Data.Tables;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>The body of a message that was given up, in columns <c>Body0</c> and so on: a name may be cut by the end of one.</summary>
internal static class LetterParts
{
    // As DeadLetterStore writes them: a string property holds 64 KB.
    private const int CharactersPerProperty = 30_000;

    /// <summary>Null: the row has none.</summary>
    public static string? Of(TableEntity row) => row.ContainsKey("Body0")
        ? string.Concat(Enumerable.Range(0, 252).Select(part => row.TryGetValue($"Body{part}", out var text) ? text as string : null).TakeWhile(text => text is not null))
        : null;

    public static void Put(TableEntity row, string body)
    {
        for (var part = 0; row.Remove($"Body{part}"); part++)
        {
        }

        foreach (var (number, part) in body.Chunk(CharactersPerProperty).Index())
            row[$"Body{number}"] = new string(part);
    }
}
