using Azure.Data.Tables;
using NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>
/// At every write: of a tenant that was taken away nothing is written any more, but by slices that were under way, and
/// by them only until their next checkpoint.
/// </summary>
internal sealed class OffBoardWatch(World world)
{
    // A slice lives four minutes, its last write may hang for 100 seconds.
    public static readonly TimeSpan LongestSlice = TimeSpan.FromMinutes(7);

    // A lease whose answer was lost is taken once more.
    private const int MostTakes = 3;

    private readonly Dictionary<string, (DateTimeOffset At, int UnderWay, int Leases)> takenAway = new(StringComparer.Ordinal);

    /// <param name="tenant">The tenant whose registration is gone from now on.</param>
    /// <param name="underWay">How many slices are under way.</param>
    public void Begin(string tenant, int underWay) => takenAway[tenant] = (world.Time.GetUtcNow(), underWay, 0);

    /// <summary>The tenant is registered again.</summary>
    public void End(string tenant) => takenAway.Remove(tenant);

    public void Written(string table, IReadOnlyList<ITableEntity> rows)
    {
        foreach (var row in rows)
        {
            var tenant = row.PartitionKey.Split('|')[0];
            if (!takenAway.TryGetValue(tenant, out var since))
                continue;
            if (world.Time.GetUtcNow() - since.At > LongestSlice)
                world.Fail($"{table} {row.RowKey} was written long after {tenant} was taken away.");
            if (row.RowKey != SyncStateKeys.Lease)
                continue;
            takenAway[tenant] = since with { Leases = since.Leases + 1 };
            if (since.Leases >= since.UnderWay * MostTakes)
                world.Fail($"A slice of {tenant} went on although the tenant was taken away.");
        }
    }
}
