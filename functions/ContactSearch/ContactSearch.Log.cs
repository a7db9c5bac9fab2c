namespace NimbusFunctions.ContactSearch;

internal static partial class ContactSearchLog
{
    [LoggerMessage(EventIds.ContactSourceFailed, LogLevel.Warning, "A contact search had nothing from {Source}: {Kind}.")]
    public static partial void SourceFailed(this ILogger log, ContactSource source, string kind);
}
