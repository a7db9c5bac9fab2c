using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Who is stored as a member: the service's list, as far as the users' own rows agree. The rows decide access and are
/// written first, so a crash leaves members whom the list lacks; the list of a team in the bin is kept, so it names
/// members who have no access. Both stay so for ever if the list alone is compared.
/// </summary>
internal static class StoredMembers
{
    /// <summary>
    /// Reads the rows of those whom the team shows and of those who left it. Where a service ends, or everybody is
    /// compared, all rows are looked at.
    /// </summary>
    public static async Task<IReadOnlyList<(ServiceReading Reading, TeamTruth? Truth)>> ByRowsAsync(
        SliceContext slice, IReadOnlyList<(ServiceReading Reading, TeamTruth? Truth)> readings)
    {
        if (readings.Any(item => item.Reading.Full || item.Truth is null or TeamTruth.Missing))
            await slice.Rows.LoadAsync(slice.Token);
        var concerned = readings.SelectMany(item => item.Reading.Departed.Keys.Concat(Shown(item.Truth)));
        await slice.Rows.FindAsync([.. concerned.Distinct()], slice.Token);
        var byRows = slice.Rows.Loaded.Select(row => row.User)
            .SelectMany(user => user.Memberships.Select(membership => (membership.ServiceId, User: user, membership.Role)))
            .ToLookup(member => member.ServiceId, member => (member.User, member.Role));
        return [.. readings.Select(item => (
            item.Reading with { Stored = Agreed(item.Reading.Stored, Shown(item.Truth), byRows[item.Reading.ServiceId]) }, item.Truth))];
    }

    /// <param name="list">The service's list.</param>
    /// <param name="shown">Whom the team shows: they are stored only where list and row say the same.</param>
    /// <param name="byRows">Whose rows name the service.</param>
    private static Dictionary<string, Role> Agreed(
        IReadOnlyDictionary<string, Role> list, HashSet<string> shown, IEnumerable<(NimbusUser User, Role Role)> byRows)
    {
        var stored = list.Where(member => !shown.Contains(member.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var (user, role) in byRows)
        {
            if (!shown.Contains(user.Id))
                stored.TryAdd(user.Id, role);
            else if (user.State == UserState.Active && list.TryGetValue(user.Id, out var listed) && listed == role)
                stored.Add(user.Id, role);
        }

        return stored;
    }

    private static HashSet<string> Shown(TeamTruth? truth) =>
        truth is TeamTruth.Listed listed ? listed.Members.Select(member => member.Id).ToHashSet(StringComparer.Ordinal) : [];
}
