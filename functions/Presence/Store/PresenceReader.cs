using System.Collections.Concurrent;
using NimbusFunctions.Presence.Polling;

namespace NimbusFunctions.Presence.Store;

/// <summary>
/// Says what is known of users, from what was stored at most two seconds ago. What has become too old since is unknown
/// at once, whoever polls or does not.
/// </summary>
internal sealed class PresenceReader(ScheduleStore schedules, SegmentMemory memory, TimeProvider time) : IPresenceReader
{
    // Where everybody lies is found anew when the rosters' number rises, and now and then, for who was killed before he raised it.
    private static readonly TimeSpan LongestPlaces = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (long Rosters, DateTimeOffset At)> places = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, KnownPresence>> OfAsync(
        string tenant, IReadOnlyCollection<string> userIds, CancellationToken cancellation)
    {
        var schedule = await schedules.RecallAsync(tenant, cancellation);
        var known = new Dictionary<string, KnownPresence>(StringComparer.Ordinal);
        if (schedule is null || schedule.Permission is PresencePermission.Missing or PresencePermission.NotConsented)
        {
            var reason = schedule is null ? PresenceReasons.NotTracked : PresenceReasons.PermissionMissing;
            foreach (var id in userIds)
                known[id] = new(null, null, null, schedule?.Interval ?? default, reason);
            return known;
        }

        var segments = await SegmentsOfAsync(tenant, schedule, userIds, cancellation);
        var now = time.GetUtcNow();
        foreach (var id in userIds)
            known[id] = Of(id, segments, schedule.Interval, now);
        return known;
    }

    private static KnownPresence Of(string id, PresenceSegment[] segments, TimeSpan interval, DateTimeOffset now)
    {
        if (Guid.TryParse(id, out var user))
        {
            foreach (var segment in segments)
            {
                if (segment.Slots.TryGetValue(user, out var slot))
                    return Of(segment, slot, now);
            }
        }

        return new(null, null, null, interval, PresenceReasons.NotTracked);
    }

    /// <summary>What a segment says of the user in a place.</summary>
    public static KnownPresence Of(PresenceSegment segment, int slot, DateTimeOffset now)
    {
        var (state, cadence) = (segment.States[slot], segment.CadenceOf(slot));
        if (state is null)
            return new(null, null, null, cadence, PresenceReasons.NeverSeen);
        var confirmed = segment.ConfirmedAt(slot);
        var isKnown = confirmed is { } at && !Staleness.IsStale(at, cadence, now);
        return new(state.Seen, state.Since, confirmed ?? state.At, cadence, isKnown ? null : PresenceReasons.Stale);
    }

    private async Task<PresenceSegment[]> SegmentsOfAsync(
        string tenant, PresenceSchedule schedule, IReadOnlyCollection<string> userIds, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var all = Enumerable.Range(0, schedule.Segments);
        var known = all.Select(number => memory.Last(tenant, number)).ToList();
        if (known.Contains(null) || !places.TryGetValue(tenant, out var seen)
            || seen.Rosters != schedule.Rosters || now - seen.At > LongestPlaces)
        {
            var everything = await memory.FindAsync(tenant, all, ScheduleStore.Memory, cancellation);
            places[tenant] = (schedule.Rosters, now);
            return everything;
        }

        var wanted = userIds.Select(id => Guid.TryParse(id, out var user) ? user : Guid.Empty).ToHashSet();
        return await memory.FindAsync(
            tenant, known.Where(segment => wanted.Any(segment!.Slots.ContainsKey)).Select(segment => segment!.Number), ScheduleStore.Memory, cancellation);
    }
}
