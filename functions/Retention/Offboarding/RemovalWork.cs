namespace NimbusFunctions.Retention.Offboarding;

/// <summary>How far the removal of a tenant's data has come.</summary>
/// <param name="Ended">When the tenant ended: what an earlier life of it has left says nothing.</param>
/// <param name="Removed">How many rows are gone that no receipt tells of.</param>
/// <param name="Page">What is being removed; null: nothing is known to be.</param>
/// <param name="IsTold">Whether the receipt is written.</param>
internal sealed record RemovalWork(DateTimeOffset Ended, long Removed, RemovalPage? Page, bool IsTold)
{
    public static RemovalWork New(DateTimeOffset ended) => new(ended, 0, null, false);
}
