using System.Globalization;

namespace NimbusFunctions.Clock;

/// <summary>
/// A clock that is ahead of the machine's by the seconds that a file says, looked at four times a second. What it measures
/// and waits for is not moved.
/// </summary>
internal sealed class MovedClock(string file) : TimeProvider
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private TimeSpan ahead;
    private long? looked;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            if (looked is not { } last || GetElapsedTime(last) >= Fresh)
            {
                looked = GetTimestamp();
                // While it is written anew it may be empty: then the last one holds.
                if (long.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                    ahead = TimeSpan.FromSeconds(seconds);
            }

            return base.GetUtcNow() + ahead;
        }
    }
}
