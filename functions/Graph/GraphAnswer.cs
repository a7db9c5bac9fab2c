namespace NimbusFunctions.Graph;

/// <summary>What Graph finally said to a request, or to one item of a batch, after all repetitions.</summary>
/// <param name="At">When it was there.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Url">Path and query below the version; a link elsewhere as it is.</param>
/// <param name="Status">The HTTP status; 0: there was none.</param>
/// <param name="RequestId">Graph's <c>request-id</c>, for its support.</param>
/// <param name="Units">Resource units as Graph counted them, else as estimated.</param>
/// <param name="RetryAfter">The header, where it was sent.</param>
/// <param name="ContentType">The media type of the body, or empty.</param>
/// <param name="Body">The body, exactly as received.</param>
/// <param name="Failure">What happened in place of an answer; null: it was answered.</param>
/// <param name="Wait">How long Graph wants to be left alone, with <see cref="GraphMishap.Throttled"/>.</param>
internal sealed record GraphAnswer(
    DateTimeOffset At,
    string Method,
    string Url,
    int Status,
    string? RequestId,
    double Units,
    string? RetryAfter,
    string ContentType,
    ReadOnlyMemory<byte> Body,
    GraphMishap? Failure = null,
    TimeSpan? Wait = null);

/// <summary>What can happen to a request in place of an answer.</summary>
internal enum GraphMishap
{
    /// <summary>It was to wait longer than a call is kept waiting.</summary>
    Throttled,

    /// <summary>Nothing moved, or the slice was stopped.</summary>
    Cancelled,

    /// <summary>The connection failed.</summary>
    Network,

    /// <summary>Entra gave no token.</summary>
    NoToken,

    /// <summary>The batch as a whole was answered with this status.</summary>
    WholeBatch,
}
