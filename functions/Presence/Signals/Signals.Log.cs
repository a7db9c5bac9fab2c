namespace NimbusFunctions.Presence.Signals;

internal static partial class SignalsLog
{
    [LoggerMessage(EventIds.SignalsLost, LogLevel.Warning, "Tenant {Tenant}: signals for {Count} services were not sent; whoever waits for them looks by itself.")]
    public static partial void SignalsLost(this ILogger log, Exception failure, string tenant, int count);
}
