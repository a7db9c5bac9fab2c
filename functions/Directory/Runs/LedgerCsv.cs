using System.Globalization;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Runs;

/// <summary>
/// Lines of the ledger as CSV (RFC 4180: CRLF, quotes doubled). A field that a spreadsheet would take for a formula
/// gets an apostrophe before it.
/// </summary>
internal static class LedgerCsv
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    public const string Header = "at,run,action,subject,proof,scope\r\n";

    private static readonly char[] NeedsQuotes = [',', '"', '\r', '\n'];

    public static string Line(LedgerEntry entry) => string.Join(
        ',',
        Field(entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        Field(entry.Run),
        Field(entry.Action),
        Field(entry.Subject),
        Field(entry.Proof),
        Field(entry.Scope)) + "\r\n";

    private static string Field(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return safe.IndexOfAny(NeedsQuotes) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
