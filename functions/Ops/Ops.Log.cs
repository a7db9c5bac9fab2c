namespace NimbusFunctions.Ops;

internal static partial class OpsLog
{
    [LoggerMessage(EventIds.SignedIn, LogLevel.Information, "Somebody of tenant {Tenant} signed in to the operators' page.")]
    public static partial void SignedIn(this ILogger log, string tenant);

    [LoggerMessage(EventIds.SignInFailed, LogLevel.Information, "A sign-in did not come off: {Reason} (AADSTS{Number}).")]
    public static partial void SignInFailed(this ILogger log, string reason, int number);

    [LoggerMessage(EventIds.IdTokenRefused, LogLevel.Warning, "An id token was refused: {Kind}.")]
    public static partial void IdTokenRefused(this ILogger log, string kind);

    [LoggerMessage(EventIds.SessionKeysNotRead, LogLevel.Error, "The keys of sessions cannot be read: nobody can sign in until the store of secrets answers.")]
    public static partial void KeysNotRead(this ILogger log, Exception failure);

    [LoggerMessage(EventIds.CrossSiteRefused, LogLevel.Warning, "A call with a session's cookie was refused: {Why}.")]
    public static partial void CrossSiteRefused(this ILogger log, string why);
}
