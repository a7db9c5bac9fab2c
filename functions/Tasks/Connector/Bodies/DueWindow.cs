using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Bodies;

/// <summary>When an outbound task may be due: not in the past, and at most a year from now.</summary>
internal static class DueWindow
{
    /// <summary>A flow says "now" by its own clock and takes a moment to get here.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>What is wrong with a due time; null: nothing.</summary>
    public static Problem? Fault(DateTimeOffset due, DateTimeOffset now) => due switch
    {
        _ when due < now - Grace => Problem.Invalid("dueDateTimeUtc", $"must not be in the past; it is {now:yyyy-MM-dd'T'HH:mm:ss'Z'} now."),
        _ when due > now + Longest => Problem.Invalid("dueDateTimeUtc", $"must be at most {Longest.Days} days from now."),
        _ => null,
    };
}
