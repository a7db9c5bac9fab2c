namespace NimbusFunctions.Retention.Receipts;

/// <summary>Where a tenant's chain begins and ends.</summary>
/// <param name="Last">The newest line's number; 0: there is none.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Dropped">The newest line whose own retention is over; 0: none is.</param>
/// <param name="DroppedHash">Its hash: the chain that is kept goes on from there.</param>
internal sealed record ReceiptHead(long Last, string Hash, long Dropped, string DroppedHash)
{
    public static ReceiptHead New { get; } = new(0, ReceiptLine.NoHash, 0, ReceiptLine.NoHash);
}
