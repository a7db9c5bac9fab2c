namespace NimbusFunctions.Retention;

/// <summary>What stands between the purge and a tenant's data.</summary>
internal interface IRetentionGuards
{
    /// <summary>What counts now. Asked before each slice, and again before each batch of transactions.</summary>
    Task<GuardView> ReadAsync(string tenant, CancellationToken cancellation);
}
