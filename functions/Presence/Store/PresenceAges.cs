namespace NimbusFunctions.Presence.Store;

/// <summary>How old what is known of a tenant's users is.</summary>
/// <param name="Users">How many are tracked.</param>
/// <param name="Stale">How many of them nothing is known of: never seen, or too old.</param>
/// <param name="P50">The median age in seconds of those of whom something was ever confirmed.</param>
/// <param name="P95">What 95 of 100 are not older than.</param>
/// <param name="P99">What 99 of 100 are not older than.</param>
internal sealed record PresenceAges(int Users, int Stale, double? P50, double? P95, double? P99)
{
    public double ShareStale => Users == 0 ? 0 : (double)Stale / Users;

    public static PresenceAges Of(IReadOnlyList<PresenceSegment> segments, DateTimeOffset now, Func<PresenceSegment, int, bool>? counts = null)
    {
        var ages = new List<double>();
        var (users, stale) = (0, 0);
        foreach (var segment in segments)
        {
            for (var slot = 0; slot < segment.Roster.Length; slot++)
            {
                if (segment.Roster[slot] == Guid.Empty || counts?.Invoke(segment, slot) == false)
                    continue;
                users++;
                if (segment.ConfirmedAt(slot) is not { } confirmed || segment.States[slot] is null)
                {
                    stale++;
                    continue;
                }

                stale += Staleness.IsStale(confirmed, segment.CadenceOf(slot), now) ? 1 : 0;
                ages.Add(Math.Max(0, (now - confirmed).TotalSeconds));
            }
        }

        ages.Sort();
        return new(users, stale, At(ages, 0.50), At(ages, 0.95), At(ages, 0.99));
    }

    private static double? At(List<double> sorted, double share) =>
        sorted.Count == 0 ? null : Math.Round(sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(sorted.Count * share) - 1)], 1);
}
