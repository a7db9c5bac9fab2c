namespace NimbusFunctions.Local.Commands.Replay;

/// <summary>Graph is asked what the recording has no answer to.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="url">Path and query below the version.</param>
internal sealed class UnrecordedException(string method, string url)
    : Exception($"Graph is asked {method} {url}, which the recorded run did not ask.");
