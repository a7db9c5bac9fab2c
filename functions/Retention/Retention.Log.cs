namespace NimbusFunctions.Retention;

internal static partial class RetentionLog
{
    [LoggerMessage(EventIds.PurgeNotQueued, LogLevel.Warning, "The purge of tenant {Tenant} could not be queued; the next hour tries again.")]
    public static partial void PurgeNotQueued(this ILogger log, Exception failure, string tenant);

    [LoggerMessage(EventIds.PurgeOverdue, LogLevel.Error, "Rows of tenant {Tenant} may be overdue for {Overdue}: the 24 hours of its retention are in danger.")]
    public static partial void PurgeOverdue(this ILogger log, string tenant, TimeSpan overdue);

    [LoggerMessage(EventIds.PurgeDone, LogLevel.Information, "A slice of the purge of tenant {Tenant} removed {Rows} rows and found nothing more.")]
    public static partial void PurgeDone(this ILogger log, string tenant, long rows);

    [LoggerMessage(EventIds.PurgesSwitched, LogLevel.Warning, "Purges of {Tenant} {Switched} by {Author}.")]
    public static partial void PurgesSwitched(this ILogger log, string tenant, string switched, string author);

    [LoggerMessage(EventIds.PurgeOvertaken, LogLevel.Information, "Another purge of tenant {Tenant} has gone on with it.")]
    public static partial void PurgeOvertaken(this ILogger log, string tenant);
}
