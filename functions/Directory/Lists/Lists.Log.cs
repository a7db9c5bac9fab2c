namespace NimbusFunctions.Directory.Lists;

/// <summary>Log messages of lists.</summary>
internal static partial class ListsLog
{
    [LoggerMessage(EventIds.ListNotRead, LogLevel.Warning, "The lists of tenant {Tenant} could not be read anew.")]
    public static partial void ListNotRead(this ILogger log, Exception failure, string tenant);
}
