namespace NimbusFunctions.Retention.Offboarding;

internal static partial class OffboardingLog
{
    [LoggerMessage(EventIds.TenantEnded, LogLevel.Warning, "Tenant {Tenant} has ended: its data is going to be removed.")]
    public static partial void TenantEnded(this ILogger log, string tenant);

    [LoggerMessage(EventIds.TenantRemoved, LogLevel.Warning, "All data of tenant {Tenant} is removed; its receipts stay.")]
    public static partial void TenantRemoved(this ILogger log, string tenant);
}
