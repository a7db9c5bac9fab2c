namespace NimbusFunctions.Retention.Receipts;

/// <summary>Whether a tenant's chain of receipts is whole.</summary>
/// <param name="Sound">Whether it is.</param>
/// <param name="Fault">The first thing that is wrong; null: nothing is.</param>
internal sealed record ReceiptVerification(bool Sound, string? Fault);
