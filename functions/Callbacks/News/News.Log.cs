namespace NimbusFunctions.Callbacks.News;

internal static partial class NewsLog
{
    [LoggerMessage(EventIds.TriggersNotRead, LogLevel.Warning, "Tenant {Tenant}: its triggers could not be read; its news are kept for whoever may want them.")]
    public static partial void TriggersNotRead(this ILogger log, Exception failure, string tenant);
}
