using System.Globalization;

namespace NimbusFunctions.Retention.Receipts;

/// <summary>Receipts as CSV (RFC 4180). No field can hold a comma, a quote or the beginning of a formula.</summary>
internal static class ReceiptCsv
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    public const string Header = "number,action,source,kind,day,counted,removed,held,at,previous,hash\r\n";

    public static string Line(ReceiptLine line) => string.Join(
        ',',
        Digits(line.Number),
        line.Note.Action,
        line.Note.Source,
        line.Note.Kind is { } kind ? RetentionSection.FieldOf(kind) : "",
        line.Note.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Digits(line.Note.Counted),
        Digits(line.Note.Removed),
        Digits(line.Note.Held),
        line.Note.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        line.Previous,
        line.Hash) + "\r\n";

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
