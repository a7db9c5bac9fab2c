namespace NimbusFunctions.Tasks.Arrivals;

/// <summary>When an arrival that was sent back comes again: the longer it has waited, the more seldom. A pure decision.</summary>
internal static class ArrivalDelay
{
    private const double PartOfAge = 0.25;
    private const double LeastPart = 0.75;

    /// <param name="age">How long ago it came first.</param>
    /// <param name="options">The shortest and the longest wait.</param>
    /// <param name="draw">From 0 up to 1: those who came together do not come again together.</param>
    public static TimeSpan Of(TimeSpan age, ArrivalOptions options, double draw)
    {
        var longest = Math.Clamp(age.TotalSeconds * PartOfAge, options.ShortestDelaySeconds, options.LongestDelaySeconds);
        return TimeSpan.FromSeconds(Math.Max(options.ShortestDelaySeconds, longest * (LeastPart + ((1 - LeastPart) * draw))));
    }
}
