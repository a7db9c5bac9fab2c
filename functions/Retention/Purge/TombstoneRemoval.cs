using System.Globalization;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Retention.Purge;

/// <summary>
/// Forgets users who lost access long ago: licences, roles, skills and settings go with the row. The member lists that still
/// name them are mended by the next comparison. Each row is claimed first: whoever came back before that stays with all that he
/// had, whoever comes back after it begins anew, and a claim that a crash left is found by the next purge.
/// </summary>
internal sealed class TombstoneRemoval(UserStore users, LedgerStore ledger)
{
    /// <returns>How many of them are gone.</returns>
    public async Task<int> RemoveAsync(PurgeSlice slice, IReadOnlyList<TableEntity> rows, CancellationToken cancellation)
    {
        var (claimed, gone) = (new List<(StoredUser User, ETag Tag)>(), 0);
        foreach (var row in rows)
            await slice.Pace.RunAsync(async () => gone += await ClaimAsync(slice, row, claimed, cancellation) ? 0 : 1, cancellation);
        await ledger.AppendAsync(slice.Tenant, [.. claimed.Select(one => Line(slice, one.User))], cancellation);
        foreach (var (user, tag) in claimed)
        {
            await users.TakeRolesAsync(slice.Tenant, user.User.Id, tag, cancellation);
            await slice.Pace.RunAsync(
                async () => gone += await users.RemoveAsync(slice.Tenant, user.User.Id, tag, cancellation) ? 1 : 0, cancellation);
        }

        return gone;
    }

    /// <returns>False where the row is gone by another purge.</returns>
    private async Task<bool> ClaimAsync(PurgeSlice slice, TableEntity row, List<(StoredUser User, ETag Tag)> claimed, CancellationToken cancellation)
    {
        while (await users.FindStoredAsync(slice.Tenant, row.RowKey, cancellation) is { } stored)
        {
            var isClaimed = stored.User.State == UserState.Gone;
            // Another row than the one that was judged, and no claim of another purge: who came back meanwhile stays.
            if (!isClaimed && stored.ETag != row.ETag)
                return true;
            var tag = isClaimed ? stored.ETag : await users.BeginToForgetAsync(slice.Tenant, stored, slice.Clock.GetUtcNow(), null, cancellation);
            if (tag is not { } claim)
                continue;
            claimed.Add((stored, claim));
            return true;
        }

        return false;
    }

    private static LedgerEntry Line(PurgeSlice slice, StoredUser stored)
    {
        var run = "purge-" + slice.Planned.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
        var (id, now) = (stored.User.Id, slice.Clock.GetUtcNow());
        return stored.EndedBy is { } author
            ? new(now, run, LedgerActions.UserForgotten, id, $"deleted by {author}, and cut short")
            : new(now, run, LedgerActions.TombstoneExpired, id, $"{stored.User.State} since {stored.User.TombstoneUntil - NimbusUser.TombstoneLife:u}");
    }
}
