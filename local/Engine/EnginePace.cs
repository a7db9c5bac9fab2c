namespace NimbusFunctions.Local.Engine;

/// <summary>How the engine works.</summary>
/// <param name="HandleTime">From when a task is offered until it is over, 0 to 24 hours.</param>
/// <param name="IsPaused">It takes no more tasks; those that it has go on.</param>
internal sealed record EnginePace(TimeSpan HandleTime, bool IsPaused = false)
{
    public static readonly TimeSpan LongestHandleTime = TimeSpan.FromDays(1);

    private static readonly TimeSpan UsualRing = TimeSpan.FromSeconds(1);

    /// <summary>From when a task is offered until somebody has taken it.</summary>
    public TimeSpan Ring => HandleTime / 4 < UsualRing ? HandleTime / 4 : UsualRing;
}
