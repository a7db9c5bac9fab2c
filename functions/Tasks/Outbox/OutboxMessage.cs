namespace NimbusFunctions.Tasks.Outbox;

/// <summary>
/// A message that is stored with what it tells, and sent after it: a crash between loses neither. Sent twice, it is one,
/// because its id follows from its row.
/// </summary>
/// <param name="Sequence">Its number in the partition.</param>
/// <param name="Queue">Where it goes.</param>
/// <param name="MessageId">Its id, for duplicate detection.</param>
/// <param name="Body">JSON.</param>
/// <param name="NotBefore">When it is to be seen first; null: at once.</param>
/// <param name="Trace">The W3C <c>traceparent</c> of whoever wrote it; null: nobody was traced.</param>
internal sealed record OutboxMessage(long Sequence, string Queue, string MessageId, string Body, DateTimeOffset? NotBefore = null, string? Trace = null);
