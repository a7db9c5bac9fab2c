namespace NimbusFunctions.Local.Simulator.Faults;

/// <summary>A fault that waits for its request.</summary>
internal sealed record Fault
{
    /// <summary>Part of "METHOD path?query" (of a batch item too), in any casing; empty = every request.</summary>
    public required string Match { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>For <see cref="FaultKind.Status"/>: 400 to 599.</summary>
    public int Status { get; init; }

    /// <summary>The Retry-After header to the letter, in seconds, possibly a fraction; null = none.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The error code in the body; null = what Graph says with this status.</summary>
    public string? Code { get; init; }

    /// <summary>For <see cref="FaultKind.Slow"/>: how late.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How likely a matching request is struck, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How many requests it strikes before it is over; null = until it is cleared.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>Whether the fault bends a list's page instead of replacing the answer.</summary>
    public bool BendsPage => Kind is FaultKind.EmptyPage or FaultKind.Replay or FaultKind.Duplicate or FaultKind.EmptyList;
}
