namespace NimbusFunctions.Tasks.Lanes;

/// <summary>How long to stand back from others who change the same slots: a random part of a span that doubles.</summary>
internal static class Backoff
{
    private const double FirstMilliseconds = 8;
    // No longer than a few transactions take: whoever waits longer than others starves.
    private const int MostDoublings = 2;

    /// <param name="attempt">How many attempts failed before, from 0.</param>
    /// <param name="random">Draws the part.</param>
    public static TimeSpan After(int attempt, Random random) =>
        TimeSpan.FromMilliseconds(random.NextDouble() * FirstMilliseconds * (1 << Math.Min(attempt, MostDoublings)));
}
