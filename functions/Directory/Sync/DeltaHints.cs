namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Turns delta pages into hints and proofs: a pure function of the set of entries, so that order, repetition and
/// the way the pages are cut make no difference.
/// </summary>
internal static class DeltaHints
{
    /// <summary>Users that Nimbus knows; the rest of the directory is none of its business.</summary>
    public static IReadOnlyList<Hint> ForUsers(IEnumerable<DeltaEntry> entries, IReadOnlySet<string> known) =>
        Strongest(entries.Where(entry => known.Contains(entry.Id))
            .Select(entry => new Hint(HintKind.User, entry.Id, entry.Tombstone)));

    /// <summary>Groups that are the team of a service.</summary>
    public static IReadOnlyList<Hint> ForServices(IEnumerable<DeltaEntry> entries, IReadOnlyDictionary<string, string> serviceOfTeam) =>
        Strongest(entries.Where(entry => serviceOfTeam.ContainsKey(entry.Id))
            .Select(entry => new Hint(HintKind.Service, serviceOfTeam[entry.Id], entry.Tombstone)));

    /// <summary>Who the delta says has left which service.</summary>
    public static IReadOnlyList<Departure> Departures(
        IEnumerable<DeltaEntry> entries, IReadOnlyDictionary<string, string> serviceOfTeam) =>
        [.. entries.Where(entry => serviceOfTeam.ContainsKey(entry.Id))
            .SelectMany(entry => entry.RemovedMembers.Select(user => new Departure(serviceOfTeam[entry.Id], user)))
            .Distinct()];

    private static List<Hint> Strongest(IEnumerable<Hint> hints) =>
        [.. hints.GroupBy(hint => hint.Subject).Select(same => same.Aggregate((one, other) => one.Merge(other)))];
}

/// <summary>The delta's word that a user left a service; with the user's absence from the list it is a proof.</summary>
internal sealed record Departure(string ServiceId, string UserId);
