namespace NimbusFunctions.Health;

/// <summary>What this process has seen of a neighbour: a pure memory of outcomes.</summary>
/// <param name="FailingSince">When the first failure after the last success was seen; null: the last call succeeded, or there was none.</param>
/// <param name="LastFailure">When the last one was seen.</param>
/// <param name="Failures">How many there are in a row.</param>
/// <param name="Says">What the last one said: a status or a kind of failure.</param>
internal sealed record NeighbourState(DateTimeOffset? FailingSince, DateTimeOffset LastFailure, int Failures, string Says)
{
    /// <summary>One failure is an accident that is repeated anyway.</summary>
    public const int Accidents = 2;

    /// <summary>A failure that nobody has seen again for so long says nothing of now: nobody has called since.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(2);

    public static NeighbourState Well { get; } = new(null, default, 0, "");

    public NeighbourState AfterFailure(string says, DateTimeOffset now) => new(FailingSince ?? now, now, Failures + 1, says);

    /// <summary>Whether it is in trouble, as far as this process knows.</summary>
    public bool IsFailing(DateTimeOffset now) => FailingSince is not null && Failures > Accidents && now - LastFailure < Forgotten;
}
