namespace NimbusFunctions.Bench;

/// <summary>What can be said on the command line; null leaves it to the bench.</summary>
internal sealed record BenchOptions
{
    /// <summary>How often everything is measured, at least 1; the median counts.</summary>
    public int? Repetitions { get; init; }

    /// <summary>What is left to chance follows from it.</summary>
    public int Seed { get; init; } = 1;
}
