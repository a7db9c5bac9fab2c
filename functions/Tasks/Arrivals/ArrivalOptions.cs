namespace NimbusFunctions.Tasks.Arrivals;

/// <summary>When an arrival that was sent back comes again (configuration section <c>Arrivals</c>).</summary>
internal sealed class ArrivalOptions
{
    public const string Section = "Arrivals";

    // Service Bus keeps a lock for at most five minutes and a copy is a message of its own: nothing shorter or longer is of use.
    private const double Least = 0.01;
    private const double Most = 3_600;

    /// <summary>The shortest wait, 0.01 to 3,600 s.</summary>
    public double ShortestDelaySeconds { get; set; } = 5;

    /// <summary>The longest wait, from the shortest to 3,600 s.</summary>
    public double LongestDelaySeconds { get; set; } = 60;

    /// <summary>Everything that is wrong with them.</summary>
    public IEnumerable<string> Errors()
    {
        if (ShortestDelaySeconds is not (>= Least and <= Most))
            yield return $"{Section}__{nameof(ShortestDelaySeconds)} must be from {Least} to {Most}, it is {ShortestDelaySeconds}.";
        if (!(LongestDelaySeconds >= ShortestDelaySeconds && LongestDelaySeconds <= Most))
            yield return $"{Section}__{nameof(LongestDelaySeconds)} must be from the shortest delay to {Most}, it is {LongestDelaySeconds}.";
    }
}
