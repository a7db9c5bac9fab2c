using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>
/// How full the caps are, from what admission has at hand: nothing is read for it. What nobody has used for an hour is
/// forgotten, and of more partitions than fit the new ones are not watched.
/// </summary>
internal static class CapFullness
{
    private const int MostPartitions = 20_000;
    private const double Near = 0.8;

    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private static readonly ConcurrentDictionary<string, Seen> Partitions = new(StringComparer.Ordinal);

    public static void Observe(TaskPartition partition, int inUse, int cap)
    {
        // Counting locks the whole dictionary: only what is new is worth it.
        if (Partitions.ContainsKey(partition.Key) || Partitions.Count < MostPartitions)
            Partitions[partition.Key] = new(partition.Tenant, inUse >= cap * Near, TimeProvider.System.GetTimestamp());
    }

    /// <summary>By tenant, in percent.</summary>
    public static IEnumerable<Measurement<double>> Shares()
    {
        foreach (var (key, seen) in Partitions)
        {
            if (TimeProvider.System.GetElapsedTime(seen.At) > Memory)
                Partitions.TryRemove(key, out _);
        }

        return Partitions.Values.GroupBy(seen => seen.Tenant).Select(tenant =>
            new Measurement<double>(100.0 * tenant.Count(seen => seen.IsNearFull) / tenant.Count(), new KeyValuePair<string, object?>("tenant", tenant.Key))).ToList();
    }

    private sealed record Seen(string Tenant, bool IsNearFull, long At);
}
