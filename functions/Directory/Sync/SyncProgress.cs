namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Watches over a slice: its time, and that something moves. A neighbour that hangs ends the slice after 30
/// seconds, so that it keeps one session for no longer.
/// </summary>
internal sealed class SyncProgress : IDisposable
{
    public static readonly TimeSpan LongestSlice = TimeSpan.FromMinutes(4);
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    private readonly TimeProvider time;
    private readonly DateTimeOffset end;
    private readonly CancellationTokenSource source;
    private readonly ITimer silence;

    public SyncProgress(TimeProvider time, CancellationToken outer)
    {
        this.time = time;
        end = time.GetUtcNow() + LongestSlice;
        source = CancellationTokenSource.CreateLinkedTokenSource(outer);
        silence = time.CreateTimer(_ => source.Cancel(), null, LongestSilence, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => source.Token;

    public bool OutOfTime => time.GetUtcNow() >= end;

    /// <summary>Something moved.</summary>
    public void Note() => silence.Change(LongestSilence, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        silence.Dispose();
        source.Dispose();
    }
}
