using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Presence.Polling;

/// <summary>Whom a poll asks for: values in, a decision out.</summary>
/// <param name="Cadence">How often either group is asked for.</param>
/// <param name="FastUsers">Who belongs to the faster one.</param>
/// <param name="Fast">Its requests, each the ids of at most 650.</param>
/// <param name="Slow">The other one's.</param>
internal sealed record PollPlan(PollCadence Cadence, IReadOnlySet<Guid> FastUsers, IReadOnlyList<Guid[]> Fast, IReadOnlyList<Guid[]> Slow)
{
    /// <param name="segments">What is known.</param>
    /// <param name="busy">The members of busy services.</param>
    /// <param name="interval">Until the next poll.</param>
    /// <param name="now">Now.</param>
    public static PollPlan Of(IReadOnlyList<PresenceSegment> segments, IReadOnlySet<Guid> busy, TimeSpan interval, DateTimeOffset now)
    {
        var lately = now - PollCadence.Lately;
        var fastUsers = new HashSet<Guid>();
        var users = 0;
        foreach (var segment in segments)
        {
            for (var slot = 0; slot < segment.Roster.Length; slot++)
            {
                if (segment.Roster[slot] == Guid.Empty)
                    continue;
                users++;
                if (busy.Contains(segment.Roster[slot]) || ChangedLately(segment, slot, lately))
                    fastUsers.Add(segment.Roster[slot]);
            }
        }

        var cadence = PollCadence.Of(interval, fastUsers.Count, users - fastUsers.Count);
        var (fast, slow) = (new List<Guid>(), new List<Guid>());
        foreach (var segment in segments)
        {
            for (var slot = 0; slot < segment.Roster.Length; slot++)
            {
                var user = segment.Roster[slot];
                if (user == Guid.Empty)
                    continue;
                var isFast = fastUsers.Contains(user);
                var last = Math.Max(segment.Confirmed[slot], segment.Asked[slot]);
                TimeSpan? age = last == 0 ? null : now - Tenths.ToTime(last);
                if (cadence.IsDue(age, interval, isFast))
                    (isFast ? fast : slow).Add(user);
            }
        }

        return new(cadence, fastUsers, [.. fast.Chunk(PollCadence.BatchSize)], [.. slow.Chunk(PollCadence.BatchSize)]);
    }

    // Everybody's first state is a change; where there was none before, it says nothing of a user who changes often.
    private static bool ChangedLately(PresenceSegment segment, int slot, DateTimeOffset lately) =>
        segment.States[slot] is { } state && state.Since > lately && segment.Writes[slot] > 1;
}
