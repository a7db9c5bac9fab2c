namespace NimbusFunctions.Messaging;

internal static partial class MessagingLog
{
    [LoggerMessage(EventIds.MessageLater, LogLevel.Information, "A message of {Queue} goes on in {Delay}: {Reason}")]
    public static partial void MessageLater(this ILogger log, string queue, TimeSpan delay, string reason);

    [LoggerMessage(EventIds.MessageFailed, LogLevel.Warning, "A message of {Queue} failed at attempt {Attempt}.")]
    public static partial void MessageFailed(this ILogger log, Exception failure, string queue, int attempt);

    [LoggerMessage(EventIds.MessageGivenUp, LogLevel.Error, "A message of {Queue} was given up: {Reason}")]
    public static partial void MessageGivenUp(this ILogger log, string queue, string reason);

    [LoggerMessage(EventIds.DeadLetterCollected, LogLevel.Error, "A message that queue {Queue} itself gave up was kept in DeadLetters.")]
    public static partial void DeadLetterCollected(this ILogger log, string queue);

    [LoggerMessage(EventIds.DeadLettersNotCounted, LogLevel.Warning, "The rows of DeadLetters could not be counted.")]
    public static partial void DeadLettersNotCounted(this ILogger log, Exception failure);
}
