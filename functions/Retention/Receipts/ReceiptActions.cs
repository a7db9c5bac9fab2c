namespace NimbusFunctions.Retention.Receipts;

/// <summary>What a line of the receipts can be about. Stored, so a name never changes.</summary>
internal static class ReceiptActions
{
    /// <summary>Rows whose time was over are gone.</summary>
    public const string Purged = "purged";

    /// <summary>Somebody was given everything that is held on a person.</summary>
    public const string Exported = "exported";

    /// <summary>A person's identifiers were replaced.</summary>
    public const string Erased = "erased";

    /// <summary>A tenant or a service was taken out with its data.</summary>
    public const string OffBoarded = "off-boarded";
}
