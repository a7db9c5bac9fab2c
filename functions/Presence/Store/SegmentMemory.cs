using System.Collections.Concurrent;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Presence.Store;

/// <summary>
/// The segments as this process saw them last: the one who polls and those who read share them. A tenant that nobody
/// asks for any more is forgotten.
/// </summary>
internal sealed class SegmentMemory(SegmentStore store, TimeProvider time)
{
    private const int ReadsAtOnce = 8;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Tenant, int Number), PresenceSegment> segments = new();
    private DateTimeOffset tidied;

    public SegmentStore Store => store;

    /// <summary>A segment as it was not longer ago than <paramref name="most"/>.</summary>
    public async Task<PresenceSegment> FindAsync(string tenant, int number, TimeSpan most, CancellationToken cancellation)
    {
        var known = segments.GetValueOrDefault((tenant, number));
        if (known is { IsDoubtful: false } && time.GetUtcNow() - known.AsOf <= most)
            return known;
        var read = await store.ReadAsync(tenant, number, known, cancellation);
        Put(tenant, read);
        return read;
    }

    /// <summary>Several segments, in the order of their numbers.</summary>
    public async Task<PresenceSegment[]> FindAsync(string tenant, IEnumerable<int> numbers, TimeSpan most, CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<int, PresenceSegment>();
        await Concurrently.ForEachAsync(
            numbers, ReadsAtOnce, async (number, stop) => found[number] = await FindAsync(tenant, number, most, stop), cancellation);
        return [.. found.OrderBy(segment => segment.Key).Select(segment => segment.Value)];
    }

    /// <summary>What is known last, however old; null: nothing.</summary>
    public PresenceSegment? Last(string tenant, int number) => segments.GetValueOrDefault((tenant, number));

    /// <summary>Keeps what was read or written, unless something newer is known.</summary>
    public void Put(string tenant, PresenceSegment segment)
    {
        Tidy();
        segments.AddOrUpdate((tenant, segment.Number), segment, (_, known) => IsOlder(segment, known) ? known : segment);
    }

    /// <summary>Puts something in the place of what is still known.</summary>
    public void Replace(string tenant, PresenceSegment before, PresenceSegment after) =>
        segments.TryUpdate((tenant, before.Number), after, before);

    /// <summary>What is known may no longer hold.</summary>
    public void Forget(string tenant, PresenceSegment segment)
    {
        if (segments.TryGetValue((tenant, segment.Number), out var known) && known.Version <= segment.Version)
            segments.TryUpdate((tenant, segment.Number), known.Doubt(), known);
    }

    // A reading that began before a transaction may end after it.
    private static bool IsOlder(PresenceSegment segment, PresenceSegment known) =>
        segment.Version < known.Version || (segment.Version == known.Version && !known.IsDoubtful && segment.AsOf < known.AsOf);

    private void Tidy()
    {
        var now = time.GetUtcNow();
        if (now - tidied < Kept)
            return;
        tidied = now;
        foreach (var (key, segment) in segments)
        {
            if (now - segment.AsOf > Kept)
                segments.TryRemove(new(key, segment));
        }
    }
}
