namespace NimbusFunctions.Bench;

/// <summary>What can be said on the command line; null leaves it to the bench.</summary>
internal sealed record BenchOptions
{
    /// <summary>How often everything is measured, at least 1; the median counts.</summary>
    public int? Repetitions { get; init; }

    /// <summary>How many seeds are tried, one after the other, at least 1.</summary>
    public int? Seeds { get; init; }

    /// <summary>How long each outage lasts, at least 1 s.</summary>
    public int? Seconds { get; init; }

    /// <summary>Names with commas between; null: all.</summary>
    public string? Only { get; init; }

    /// <summary>What is left to chance follows from it; the first of several.</summary>
    public int Seed { get; init; } = 1;
}
