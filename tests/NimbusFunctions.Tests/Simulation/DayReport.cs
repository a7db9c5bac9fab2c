namespace NimbusFunctions.Tests.Simulation;

/// <summary>How a day ended.</summary>
/// <param name="Failures">What was broken, the first first; empty when all is well.</param>
/// <param name="Trace">What happened.</param>
/// <param name="Turns">How many steps it took.</param>
/// <param name="Met">What it met of <see cref="Encounters"/>.</param>
internal sealed record DayReport(
    int Seed, IReadOnlyList<string> Failures, IReadOnlyList<string> Trace, int Turns, Weather Weather, IReadOnlySet<string> Met);
