namespace NimbusFunctions.Access;

internal static partial class AccessLog
{
    [LoggerMessage(EventIds.AccessDenied, LogLevel.Information, "A call was refused: permission {Permission} ({Letter}) is missing.")]
    public static partial void AccessDenied(this ILogger log, string permission, Letters letter);

    [LoggerMessage(EventIds.TokenRefused, LogLevel.Information, "A token was refused: {Kind}.")]
    public static partial void TokenRefused(this ILogger log, string kind);
}
