using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Forgets users 30 days after they lost access, whatever else the tenant keeps for how long: licences, roles, skills
/// and settings go with the row. The member lists that still name them are mended by the comparison that follows.
/// </summary>
internal sealed class TombstoneExpiry(UserStore users, RoleAssignmentStore roles, LedgerStore ledger, TimeProvider time)
{
    /// <summary>Whether a row is to be forgotten: a pure decision.</summary>
    public static bool IsOver(NimbusUser user, DateTimeOffset now) => user.State != UserState.Active && user.TombstoneUntil <= now;

    public async Task ExpireAsync(SliceContext slice)
    {
        var now = time.GetUtcNow();
        await slice.Rows.LoadAsync(slice.Token);
        foreach (var chunk in slice.Rows.Loaded.Where(row => IsOver(row.User, now)).ToList().Chunk(100))
        {
            await slice.CheckpointAsync();
            await ledger.AppendAsync(
                slice.Tenant,
                [.. chunk.Select(row => new LedgerEntry(
                    now, slice.Run, LedgerActions.TombstoneExpired, row.User.Id, $"{row.User.State} and forgotten from {row.User.TombstoneUntil:u} on"))],
                slice.Token);
            foreach (var row in chunk)
            {
                await roles.RemoveAsync(slice.Tenant, row.User.Id, slice.Token);
                // Over the row that was read: whoever came back meanwhile stays.
                if (await users.RemoveAsync(slice.Tenant, row, slice.Token))
                    slice.Rows.Forget(row.User.Id);
            }
        }
    }
}
