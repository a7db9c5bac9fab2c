namespace NimbusFunctions.Tests.Simulation;

/// <summary>How the day of a seed went.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Failures">What was broken, the first first; empty when all is well.</param>
/// <param name="Trace">What happened.</param>
internal sealed record LivedDay(int Seed, IReadOnlyList<string> Failures, IReadOnlyList<string> Trace);
