namespace NimbusFunctions.Callbacks.Deliveries;

/// <summary>What became of a call to a trigger's address. Nothing of what it answered beyond this is kept.</summary>
internal abstract record CallbackAnswer
{
    private CallbackAnswer()
    {
    }

    /// <summary>It answered.</summary>
    /// <param name="Code">The status code.</param>
    /// <param name="RetryAfter">When it wants to be asked again, from now; null: it does not say.</param>
    public sealed record Status(int Code, TimeSpan? RetryAfter = null) : CallbackAnswer;

    /// <summary>It did not answer in time.</summary>
    public sealed record TimedOut : CallbackAnswer;

    /// <summary>No connection, or one that broke, or an answer that is none.</summary>
    public sealed record Unreachable : CallbackAnswer;

    /// <summary>It leads to where the app does not call.</summary>
    public sealed record Refused : CallbackAnswer;
}
