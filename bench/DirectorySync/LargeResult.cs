namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>The first sync of a large tenant, beside the two things that it cannot do without, each alone.</summary>
/// <param name="Sync">The sync.</param>
/// <param name="ReadSeconds">Reading the teams' lists alone, nothing stored.</param>
/// <param name="WriteSeconds">Writing alone the rows that the sync left.</param>
/// <param name="Users">Users that it left.</param>
internal sealed record LargeResult(SyncCost Sync, double ReadSeconds, double WriteSeconds, int Users)
{
    /// <summary>The sync's speed as a share of the speed of the slower of the two: 1 where it costs nothing on top.</summary>
    public double Speed => Math.Max(ReadSeconds, WriteSeconds) / Sync.Seconds;
}
