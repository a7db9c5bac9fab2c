using System.Diagnostics;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Messaging;

/// <summary>A message that nobody works on any more, kept whole until an operator decides.</summary>
/// <param name="Id">The same for the same message, so that giving it up twice leaves one row.</param>
/// <param name="Attempts">How often it was tried, at least 1.</param>
/// <param name="TraceId">The trace of the last attempt, or null.</param>
internal sealed record DeadLetter(
    string Id,
    string Queue,
    string Body,
    string? SessionId,
    string Reason,
    int Attempts,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    string? TraceId)
{
    /// <summary>How often an operator has sent it again.</summary>
    public int Replays { get; init; }

    public static DeadLetter From(QueueMessage message, string? messageId, string reason, DateTimeOffset now)
    {
        // What was a letter before is that letter again, in its old place: its time and its id are those of the first one.
        var before = message.Replay is { } replay && replay.FirstSeen <= now ? replay : null;
        return new(
            before?.Letter ?? StableHash.Hex($"{message.Queue}|{messageId}|{message.Body}", 32),
            message.Queue,
            message.Body,
            message.SessionId,
            reason,
            message.Attempt + 1,
            before?.FirstSeen ?? message.FirstSeen,
            now,
            Activity.Current?.TraceId.ToString())
        {
            Replays = before?.Count ?? 0,
        };
    }
}
