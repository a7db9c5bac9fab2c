namespace NimbusFunctions.Messaging;

/// <summary>
/// What can become of a queue message. A handler never settles by hand: every outcome ends in a 2xx, because a
/// failed message comes back at once and burns its deliveries within seconds.
/// </summary>
internal abstract record MessageOutcome
{
    private MessageOutcome()
    {
    }

    /// <summary>The work is stored.</summary>
    public sealed record Done : MessageOutcome
    {
        public static Done Instance { get; } = new();
    }

    /// <summary>A copy is sent for later, then this one completes.</summary>
    /// <param name="Delay">How long until the copy arrives; at least zero.</param>
    /// <param name="Reason">Why, for the log.</param>
    /// <param name="CountsAsAttempt">False where nothing failed, e.g. a slice that goes on.</param>
    public sealed record Later(TimeSpan Delay, string Reason, bool CountsAsAttempt = true) : MessageOutcome;

    /// <summary>A row in <c>DeadLetters</c> keeps it until an operator replays or drops it.</summary>
    public sealed record GivenUp(string Reason) : MessageOutcome;
}
