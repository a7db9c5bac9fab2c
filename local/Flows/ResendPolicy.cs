namespace NimbusFunctions.Local.Flows;

/// <summary>
/// When Power Automate sends a request again: its default policy, a pure decision. Four times at most, after 408, 429, 5xx
/// or no answer at all, after a pause drawn from a range that doubles from 7.5 s and stays between 5 and 45 s
/// (learn.microsoft.com, Logic Apps, "Handle errors and exceptions", retry policies).
/// </summary>
/// <param name="Faster">Divides every pause, at least 1: a demonstration has no minute to spare.</param>
internal sealed record ResendPolicy(double Faster = 1)
{
    public const int MostResends = 4;

    /// <summary>What a service may ask for at most; what it asks beyond is not waited for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(7.5);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    /// <summary>Whether such an answer is followed by another attempt; any other is final.</summary>
    /// <param name="status">The status; null: no answer came.</param>
    public static bool IsPassing(int? status) => status is null or 408 or 429 or (>= 500 and <= 599);

    /// <summary>The range that the pause before a resend is drawn from, unshortened.</summary>
    /// <param name="resend">Which resend it is, 1 to <see cref="MostResends"/>.</param>
    public static (TimeSpan Least, TimeSpan Most) Range(int resend)
    {
        var most = Interval * (1 << (resend - 1));
        var least = resend == 1 ? TimeSpan.Zero : most / 2;
        return (least < Shortest ? Shortest : least, most > Longest ? Longest : most);
    }

    /// <summary>How long to wait before sending the same again; null: the answer is final.</summary>
    /// <param name="resends">How often it was sent again already.</param>
    /// <param name="status">The status; null: no answer came.</param>
    /// <param name="retryAfter">What the answer asked for; it counts where it is longer than what was drawn.</param>
    /// <param name="luck">Where in the range: 0 to 1.</param>
    public TimeSpan? Pause(int resends, int? status, TimeSpan? retryAfter, double luck)
    {
        if (resends >= MostResends || !IsPassing(status))
            return null;
        var (least, most) = Range(resends + 1);
        var drawn = least + ((most - least) * luck);
        var asked = retryAfter is not { } wish ? TimeSpan.Zero : wish < LongestRetryAfter ? wish : LongestRetryAfter;
        return (asked > drawn ? asked : drawn) / Faster;
    }
}
