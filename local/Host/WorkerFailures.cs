namespace NimbusFunctions.Local.Host;

/// <summary>
/// When a failing app is not started again: at the third failure of which each came less than 30 minutes after the
/// one before. A longer pause forgets them.
/// </summary>
internal sealed class WorkerFailures
{
    private const int Limit = 3;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(30);

    private DateTimeOffset last;
    private int count;

    /// <summary>Notes a failure.</summary>
    /// <returns>Whether the app is started once more.</returns>
    public bool MayRestart(DateTimeOffset now)
    {
        count = count > 0 && now - last > Memory ? 1 : count + 1;
        last = now;
        return count < Limit;
    }
}
