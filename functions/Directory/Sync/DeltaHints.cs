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

    /// <summary>
    /// What the page says of users whom Nimbus does not know. A member who was in the bin when the team was read is
    /// in no list, and a restore reaches no group's delta, because the membership never ended.
    /// </summary>
    /// <param name="entries">The page.</param>
    /// <param name="known">Users that Nimbus knows.</param>
    /// <param name="inBin">Strangers who were seen in the bin.</param>
    public static StrangerNews OfStrangers(IEnumerable<DeltaEntry> entries, IReadOnlySet<string> known, IReadOnlySet<string> inBin)
    {
        var strangers = entries.Where(entry => !known.Contains(entry.Id)).ToLookup(entry => entry.Tombstone, entry => entry.Id);
        var binned = strangers[Tombstone.Changed].ToHashSet(StringComparer.Ordinal);
        var back = strangers[Tombstone.None].Where(id => inBin.Contains(id) || binned.Contains(id)).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. binned.Where(id => !inBin.Contains(id))],
            back.Count > 0,
            // In and out on one page, in whatever order: the next news of it tells.
            [.. back.Concat(strangers[Tombstone.Deleted]).Where(id => inBin.Contains(id) && !binned.Contains(id)).Distinct()]);
    }

    private static List<Hint> Strongest(IEnumerable<Hint> hints) =>
        [.. hints.GroupBy(hint => hint.Subject).Select(same => same.Aggregate((one, other) => one.Merge(other)))];
}

/// <summary>The delta's word that a user left a service; with the user's absence from the list it is a proof.</summary>
internal sealed record Departure(string ServiceId, string UserId);

/// <summary>News of users whom Nimbus does not know.</summary>
/// <param name="IntoBin">Who was soft-deleted.</param>
/// <param name="SomebodyIsBack">Somebody came out of the bin and may be in any team: all teams are to be read.</param>
/// <param name="OutOfBin">Who needs no watching any more.</param>
internal sealed record StrangerNews(IReadOnlyList<string> IntoBin, bool SomebodyIsBack, IReadOnlyList<string> OutOfBin);
