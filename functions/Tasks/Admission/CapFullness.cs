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

    // A cap of five is nearly full with four: nine of ten would first say so of caps below ten when they are full.
    private const double Near = 0.8;

    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private static readonly ConcurrentDictionary<string, Seen> Partitions = new(StringComparer.Ordinal);

    /// <summary>Whether one more burst fills a cap: the same to the metric, the overview and the operators' page.</summary>
    public static bool IsNearFull(int inUse, int cap) => inUse > 0 && inUse >= cap * Near;

    public static void Observe(TaskPartition partition, int inUse, int cap, TimeProvider time)
    {
        // Counting locks the whole dictionary: only what is new is worth it.
        if (Partitions.ContainsKey(partition.Key) || Partitions.Count < MostPartitions)
            Partitions[partition.Key] = new(partition.Tenant, IsNearFull(inUse, cap), time, time.GetTimestamp());
    }

    /// <summary>By tenant, in percent.</summary>
    public static IEnumerable<Measurement<double>> Shares()
    {
        foreach (var (key, seen) in Partitions)
        {
            if (seen.Time.GetElapsedTime(seen.At) > Memory)
                Partitions.TryRemove(key, out _);
        }

        return Partitions.Values.GroupBy(seen => seen.Tenant).Select(tenant =>
            new Measurement<double>(100.0 * tenant.Count(seen => seen.IsNearFull) / tenant.Count(), new KeyValuePair<string, object?>("tenant", tenant.Key))).ToList();
    }

    private sealed record Seen(string Tenant, bool IsNearFull, TimeProvider Time, long At);
}
