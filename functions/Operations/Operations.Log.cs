namespace NimbusFunctions.Operations;

internal static partial class OperationsLog
{
    [LoggerMessage(EventIds.DeadLetterTouched, LogLevel.Information, "{Action}: a letter of {Queue}, tenant {Tenant}, by {Author}.")]
    public static partial void DeadLetterTouched(this ILogger log, string action, string queue, string tenant, string author);

    [LoggerMessage(EventIds.ReplayNotSent, LogLevel.Warning, "A letter of {Queue} could not be sent again; it stays.")]
    public static partial void ReplayNotSent(this ILogger log, Exception failure, string queue);

    [LoggerMessage(EventIds.TenantNotRead, LogLevel.Warning, "How tenant {Tenant} stands could not be read; the overview shows it as unknown.")]
    public static partial void TenantNotRead(this ILogger log, Exception failure, string tenant);
}
