namespace NimbusFunctions.Directory.Sync;

/// <summary>How a slice ended.</summary>
internal abstract record SliceEnd
{
    private SliceEnd()
    {
    }

    /// <summary>The run is over, complete or with a problem.</summary>
    /// <param name="SecondLook">Something was seen once and is to be looked at again soon.</param>
    /// <param name="Failure">What ended it before it was done; null: nothing.</param>
    public sealed record Finished(bool SecondLook, RunFailure? Failure = null) : SliceEnd;

    /// <summary>The run goes on in another slice.</summary>
    /// <param name="Wait">How long until then, at least zero.</param>
    public sealed record Unfinished(TimeSpan Wait) : SliceEnd;
}
