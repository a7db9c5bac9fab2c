namespace NimbusFunctions.Bench.Soak;

/// <summary>A day with crashes.</summary>
/// <param name="Seed">What happened in it follows from the seed, and from the days before.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Difference">The first thing in which Nimbus differs from the directory afterwards; null when they are equal.</param>
internal sealed record SoakDay(int Seed, double Seconds, string? Difference);
