using System.Globalization;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Retention.Kinds;

namespace NimbusFunctions.Retention.Purge;

/// <summary>
/// Forgets users who lost access long ago: licences, roles, skills and settings go with the row. The member lists that still
/// name them are mended by the next comparison.
/// </summary>
internal sealed class TombstoneRemoval(UserStore users, RoleAssignmentStore roles, LedgerStore ledger)
{
    /// <returns>How many of them are gone.</returns>
    public async Task<int> RemoveAsync(PurgeSlice slice, IReadOnlyList<TableEntity> rows, CancellationToken cancellation)
    {
        var now = slice.Clock.GetUtcNow();
        var run = "purge-" + slice.Planned.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
        await ledger.AppendAsync(
            slice.Tenant,
            [.. rows.Select(row => new LedgerEntry(
                now, run, LedgerActions.TombstoneExpired, row.RowKey, $"{row.GetString("State")} since {RowSources.Tombstones.TimeOf!(row):u}"))],
            cancellation);
        var gone = 0;
        foreach (var row in rows)
        {
            await roles.RemoveAsync(slice.Tenant, row.RowKey, cancellation);
            // Over the row that was read: whoever came back meanwhile stays.
            await slice.Pace.RunAsync(
                async () => gone += await users.RemoveAsync(slice.Tenant, row.RowKey, row.ETag, cancellation) ? 1 : 0, cancellation);
        }

        return gone;
    }
}
