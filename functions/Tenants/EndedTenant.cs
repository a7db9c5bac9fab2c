namespace NimbusFunctions.Tenants;

/// <summary>What is remembered of a tenant that was off-boarded, for the sake of its receipts.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="At">When it ended.</param>
/// <param name="ReceiptDays">For how many days its receipts are kept, as it had them in force.</param>
internal sealed record EndedTenant(string Id, DateTimeOffset At, int ReceiptDays);
