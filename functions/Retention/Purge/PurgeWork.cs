namespace NimbusFunctions.Retention.Purge;

/// <summary>What was removed of a day, or of a source without days, and is not in the receipts yet.</summary>
/// <param name="Removed">How many rows.</param>
/// <param name="Batch">What is being removed; null: nothing is known to be.</param>
internal sealed record PurgeWork(long Removed, PurgeBatch? Batch)
{
    public static PurgeWork None { get; } = new(0, null);
}
