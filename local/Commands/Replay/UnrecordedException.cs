namespace NimbusFunctions.Local.Commands.Replay;

/// <summary>Graph is asked what the recording has no answer to.</summary>
/// <param name="cut">Whether the slice was killed, so that its recording ends before it would have.</param>
/// <param name="method">The HTTP method.</param>
/// <param name="url">Path and query below the version.</param>
internal sealed class UnrecordedException(bool cut, string method, string url)
    : Exception($"Graph is asked {method} {url}, which the recorded run did not ask.")
{
    /// <summary>Whether the slice was killed there or before.</summary>
    public bool Cut { get; } = cut;
}
