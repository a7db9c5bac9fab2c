namespace NimbusFunctions.Retention.Receipts;

/// <summary>A line of the receipts as callers get it.</summary>
internal sealed record ReceiptAnswer(
    long Number,
    string Action,
    string Source,
    string? Kind,
    DateOnly? Day,
    long Counted,
    long Removed,
    long Held,
    DateTimeOffset At,
    string Previous,
    string Hash)
{
    public static ReceiptAnswer Of(ReceiptLine line) => new(
        line.Number,
        line.Note.Action,
        line.Note.Source,
        line.Note.Kind is { } kind ? RetentionSection.FieldOf(kind) : null,
        line.Note.Day,
        line.Note.Counted,
        line.Note.Removed,
        line.Note.Held,
        line.Note.At,
        line.Previous,
        line.Hash);
}
