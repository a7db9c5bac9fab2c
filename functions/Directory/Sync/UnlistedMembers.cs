using NimbusFunctions.Access;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Members whom their own rows name and the service's list does not: a crash came between the two writes, and they
/// left before the next look. Nobody else would ever end these memberships.
/// </summary>
internal static class UnlistedMembers
{
    /// <summary>
    /// Adds them to what is stored. Who left since is named by the delta; where a service ends or everybody is
    /// compared, all rows are looked at.
    /// </summary>
    public static async Task<IReadOnlyList<(ServiceReading Reading, TeamTruth? Truth)>> AddAsync(
        SliceContext slice, IReadOnlyList<(ServiceReading Reading, TeamTruth? Truth)> readings)
    {
        if (readings.Any(item => item.Reading.Full || item.Truth is null or TeamTruth.Missing))
            await slice.Rows.LoadAsync(slice.Token);
        await slice.Rows.FindAsync([.. readings.SelectMany(item => item.Reading.Departed.Keys)], slice.Token);
        var unlisted = slice.Rows.Loaded.Select(row => row.User)
            .SelectMany(user => user.Memberships.Select(membership => (user.Id, membership.ServiceId, membership.Role)))
            .ToLookup(member => member.ServiceId);
        return [.. readings.Select(item => (With(item.Reading, item.Truth, unlisted[item.Reading.ServiceId]), item.Truth))];
    }

    private static ServiceReading With(
        ServiceReading reading, TeamTruth? truth, IEnumerable<(string Id, string ServiceId, Role Role)> members)
    {
        // Whom the team shows is put into the list as anybody who joined.
        var shown = truth is TeamTruth.Listed listed ? listed.Members.Select(member => member.Id).ToHashSet(StringComparer.Ordinal) : [];
        var stored = new Dictionary<string, Role>(reading.Stored, StringComparer.Ordinal);
        foreach (var (id, _, role) in members.Where(member => !shown.Contains(member.Id)))
            stored.TryAdd(id, role);
        return stored.Count == reading.Stored.Count ? reading : reading with { Stored = stored };
    }
}
