namespace NimbusFunctions.Graph;

/// <summary>Graph asks to wait longer than a call should be kept waiting.</summary>
internal sealed class ThrottledException(TimeSpan wait) : Exception($"Graph asks to wait {wait.TotalSeconds:0.###} s.")
{
    /// <summary>What is waited out where the request is made; a longer wait ends the slice, so that it keeps no session.</summary>
    public static readonly TimeSpan LongestWaitHere = TimeSpan.FromSeconds(8);

    /// <summary>How long to wait.</summary>
    public TimeSpan Wait { get; } = wait;
}
