using NimbusFunctions.Retention.Kinds;

namespace NimbusFunctions.Retention.Receipts;

/// <summary>What a line of the receipts says, before it has its place in the chain. It names nobody.</summary>
/// <param name="Action">What was done, one of <see cref="ReceiptActions"/>.</param>
/// <param name="Source">Of which rows (<see cref="RowSource.Name"/>), or empty where it was done to several.</param>
/// <param name="Kind">Of which kind, or null where of several.</param>
/// <param name="Day">The rows' own day; where rows are not kept by days, the day until which they went. Null: it is about no day.</param>
/// <param name="Counted">How many were found.</param>
/// <param name="Removed">How many of them are gone.</param>
/// <param name="Held">How many stay under a legal hold.</param>
/// <param name="At">When it was verified that no other is left.</param>
internal sealed record ReceiptNote(
    string Action, string Source, DataKind? Kind, DateOnly? Day, long Counted, long Removed, long Held, DateTimeOffset At);
