namespace NimbusFunctions.Tasks.Lanes;

/// <summary>How long to wait before the store is asked again.</summary>
internal static class Backoff
{
    private const double FirstMilliseconds = 8;
    private const int MostDoublings = 4;

    /// <param name="attempt">How many attempts failed before, from 0.</param>
    /// <param name="random">Draws the part.</param>
    public static TimeSpan After(int attempt, Random random) =>
        TimeSpan.FromMilliseconds(random.NextDouble() * FirstMilliseconds * (1 << Math.Min(attempt, MostDoublings)));
}
