namespace NimbusFunctions.Graph;

internal static partial class GraphLog
{
    [LoggerMessage(EventIds.GraphRetried, LogLevel.Information, "Graph answered {Status}; trying again in {Delay}.")]
    public static partial void GraphRetried(this ILogger log, int status, TimeSpan delay);

    [LoggerMessage(EventIds.GraphThrottled, LogLevel.Warning, "Graph asks to wait {Wait}.")]
    public static partial void GraphThrottled(this ILogger log, TimeSpan wait);

    [LoggerMessage(EventIds.GraphBudgetSpent, LogLevel.Warning, "All tenants wait for Graph: this instance has spent its {Units} resource units of 20 seconds; the next wait is {Wait}.")]
    public static partial void GraphBudgetSpent(this ILogger log, int units, TimeSpan wait);
}
