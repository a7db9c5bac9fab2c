namespace NimbusFunctions.Storage;

internal static partial class StorageLog
{
    [LoggerMessage(EventIds.TablesNotCreated, LogLevel.Warning, "The table store does not answer yet; trying again.")]
    public static partial void TablesNotCreated(this ILogger log, Exception failure);
}
