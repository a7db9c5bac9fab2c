using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Hints at everything, so that all that is stored is compared with the directory: for a first sync, after a lost
/// token, and every night. Two requests a team, in batches of 20, bring every member's details with them, so existence
/// needs no requests of its own but for those whom no list shows.
/// </summary>
internal sealed class FullComparison(HintStore hints, BinStore bin, AllTeams allTeams)
{
    public async Task HintAsync(SliceContext slice)
    {
        await slice.Rows.LoadAsync(slice.Token);
        var deleted = await slice.Directory.DeletedUsersAsync(slice.Token);
        await slice.CheckpointAsync();
        var known = slice.Rows.Loaded.Select(stored => stored.User.Id).ToHashSet(StringComparer.Ordinal);
        await bin.AddAsync(slice.Tenant, deleted.Where(id => !known.Contains(id)), slice.Token);
        var all = (await allTeams.HintsAsync(slice.Tenant, full: true, slice.Token))
            .Concat(slice.Administrators.Ids.Select(id => new Hint(HintKind.Service, id, Full: true)))
            // Whom no team's list will tell of.
            .Concat(slice.Rows.Loaded.Select(stored => stored.User)
                .Where(user => user.State == UserState.SoftDeleted || (user.State == UserState.Active && user.Source == UserSource.Manual))
                .Select(user => new Hint(HintKind.User, user.Id)));
        await hints.AddAsync(slice.Tenant, [.. all], slice.Token);
    }
}
