namespace NimbusFunctions.Web;

internal static partial class WebLog
{
    [LoggerMessage(EventIds.RequestFailed, LogLevel.Error, "A {Method} request failed in a way nobody planned.")]
    public static partial void RequestFailed(this ILogger log, Exception failure, string method);

    [LoggerMessage(EventIds.StoreUnavailable, LogLevel.Warning, "A {Method} request was answered 503: the store does not answer.")]
    public static partial void StoreUnavailable(this ILogger log, Exception failure, string method);
}
