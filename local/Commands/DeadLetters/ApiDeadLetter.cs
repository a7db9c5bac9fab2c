namespace NimbusFunctions.Local.Commands.DeadLetters;

/// <summary>A message that was given up, as the API gives it.</summary>
internal sealed record ApiDeadLetter(
    string Id,
    string? Tenant,
    string Queue,
    string? SessionId,
    string Reason,
    int Attempts,
    int Replays,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    string? TraceId,
    int? Bytes,
    bool CanReplay,
    string? Obstacle,
    string? Body);

/// <summary>What became of many of them.</summary>
internal sealed record ApiDeadLetterBatch(int Done, IReadOnlyDictionary<string, int> Left, bool More, string? Continuation);
