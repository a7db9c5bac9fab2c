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
    public static DeadLetter From(QueueMessage message, string? messageId, string reason, DateTimeOffset now) => new(
        StableHash.Hex($"{message.Queue}|{messageId}|{message.Body}", 32),
        message.Queue,
        message.Body,
        message.SessionId,
        reason,
        message.Attempt + 1,
        message.FirstSeen,
        now,
        Activity.Current?.TraceId.ToString());
}
