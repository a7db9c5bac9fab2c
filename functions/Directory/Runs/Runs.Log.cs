namespace NimbusFunctions.Directory.Runs;

internal static partial class RunsLog
{
    [LoggerMessage(EventIds.RecordingCutShort, LogLevel.Warning, "Tenant {Tenant}: what the last slice of run {Run} read could not be stored.")]
    public static partial void RecordingCutShort(this ILogger log, Exception failure, string tenant, string run);
}
