using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Tasks.Sweep;

/// <summary>What a look at a partition came to.</summary>
/// <param name="Ended">How many tasks it ended.</param>
/// <param name="Messages">Messages that somebody stored and did not send.</param>
/// <param name="Finished">Ended tasks that the history may lack.</param>
/// <param name="IsFinished">False where there was more to do than one transaction takes.</param>
internal sealed record SweepResult(
    int Ended, IReadOnlyList<OutboxMessage> Messages, IReadOnlyList<ContactTask> Finished, bool IsFinished);
