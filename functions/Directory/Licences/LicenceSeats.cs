using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Directory.Licences;

/// <summary>
/// Counts who has a licence, so that never more are given than the tenant may give, however many give at once. A seat is taken
/// before the licence is written, and left after it was taken away: whatever stops between leaves a seat too many, which is
/// found when somebody would be refused, and never a licence without one.
/// </summary>
internal sealed partial class LicenceSeats(StoreTables tables, UserStore users, ServiceStore services, TimeProvider time)
{
    private const int TriesAgainstOthers = 40;
    private const int LongestPause = 100;

    // Whoever took one is writing the licence.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(10);

    /// <summary>How many seats of each licence are taken.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(string tenant, CancellationToken cancellation) =>
        SeatRow.ReadCounts(await ReadAsync(tenant, SeatRow.Count, cancellation));

    /// <summary>
    /// Before somebody's licences are written, and after they were read: takes the seats that are wanted, all of them or none,
    /// and notes those that are to be left. One that somebody else wants meanwhile is touched by that, and not left.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="who">A user's or a service's id.</param>
    /// <param name="wanted">What it is to have, names of <see cref="LicenceCatalogue"/>.</param>
    /// <param name="unwanted">What it has and is to lose.</param>
    /// <param name="section">How many there may be.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>What to leave once the licences are written; or the licence of which there is none left, and nothing is taken.</returns>
    public async Task<(IReadOnlyList<TableEntity> ToLeave, string? Refused)> PrepareAsync(
        string tenant, string who, IReadOnlyCollection<string> wanted, IEnumerable<string> unwanted, LicencesSection section, CancellationToken cancellation)
    {
        var toLeave = new List<TableEntity>();
        foreach (var licence in unwanted)
        {
            if (await ReadAsync(tenant, SeatRow.Key(licence, who), cancellation) is { HasValue: true, Value: { } seat })
                toLeave.Add(seat);
        }

        return (toLeave, wanted.Count == 0 ? null : await TakeAsync(tenant, who, wanted, section, cancellation));
    }

    /// <summary>After the licences were written: gives back what was noted and nobody has touched.</summary>
    public async Task LeaveAsync(string tenant, IReadOnlyCollection<TableEntity> toLeave, CancellationToken cancellation)
    {
        foreach (var noted in toLeave)
        {
            for (var attempt = 1; ; attempt++)
            {
                var counts = await ReadAsync(tenant, SeatRow.Count, cancellation);
                if (await ReadAsync(tenant, noted.RowKey, cancellation) is not { HasValue: true, Value: { } seat } || seat.ETag != noted.ETag)
                    break;
                var next = SeatRow.ReadCounts(counts);
                next[SeatRow.LicenceOf(seat)]--;
                if (await SubmitAsync(tenant, next, counts, [new(TableTransactionActionType.Delete, seat, seat.ETag)], attempt, cancellation))
                    break;
            }
        }
    }

    /// <returns>The licence of which there is none left; null: all are taken.</returns>
    private async Task<string?> TakeAsync(
        string tenant, string who, IReadOnlyCollection<string> wanted, LicencesSection section, CancellationToken cancellation)
    {
        var healed = false;
        for (var attempt = 1; ; attempt++)
        {
            var counts = await ReadAsync(tenant, SeatRow.Count, cancellation);
            var next = SeatRow.ReadCounts(counts);
            var missing = new List<string>();
            foreach (var licence in wanted)
            {
                if (!(await ReadAsync(tenant, SeatRow.Key(licence, who), cancellation)).HasValue)
                    missing.Add(licence);
            }

            if (missing.Find(licence => LicenceCatalogue.ContingentOf(licence, section) <= next[licence]) is { } refused)
            {
                if (healed)
                    return refused;
                await HealAsync(tenant, refused, cancellation);
                healed = true;
                continue;
            }

            missing.ForEach(licence => next[licence]++);
            if (await SubmitAsync(
                    tenant, next, counts,
                    wanted.Select(licence => new TableTransactionAction(
                        TableTransactionActionType.UpsertReplace, new TableEntity(SeatRow.Partition(tenant), SeatRow.Key(licence, who)))),
                    attempt, cancellation))
                return null;
        }
    }

    /// <summary>Gives back the seats of those who are gone or lost the licence, and counts anew: crashes and removals leave them.</summary>
    private async Task HealAsync(string tenant, string licence, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var counts = await ReadAsync(tenant, SeatRow.Count, cancellation);
            var (next, left) = (SeatRow.ReadCounts(counts), new List<TableEntity>());
            next[licence] = 0;
            // Whoever changes a seat changes the count, so that what is read here is whole where the count is still the same.
            await foreach (var seat in tables.Tenants.QueryAsync<TableEntity>(SeatRow.Filter(tenant, licence), cancellationToken: cancellation))
            {
                var isLeft = left.Count < Transactions.Limit - 1 && seat.Timestamp < time.GetUtcNow() - LeftAlone
                    && !await HasAsync(tenant, licence, SeatRow.WhoOf(seat), cancellation);
                if (isLeft)
                    left.Add(seat);
                else
                    next[licence]++;
            }

            if (await SubmitAsync(
                    tenant, next, counts, left.Select(seat => new TableTransactionAction(TableTransactionActionType.Delete, seat, seat.ETag)), attempt, cancellation))
                return;
        }
    }

    private async Task<bool> HasAsync(string tenant, string licence, string who, CancellationToken cancellation) =>
        (await users.FindStoredAsync(tenant, who, cancellation) is { } user && LicenceCatalogue.OfUserAll(user.Entitlement.Licences).Contains(licence))
        || (await services.FindAsync(tenant, who, cancellation) is { } service && LicenceCatalogue.OfService(service.Service.Licence) == licence);

    private Task<NullableResponse<TableEntity>> ReadAsync(string tenant, string row, CancellationToken cancellation) =>
        tables.Tenants.GetEntityIfExistsAsync<TableEntity>(SeatRow.Partition(tenant), row, null, cancellation);

    /// <returns>False where somebody else was first: look again.</returns>
    private async Task<bool> SubmitAsync(
        string tenant, Dictionary<string, int> counts, NullableResponse<TableEntity> over, IEnumerable<TableTransactionAction> seats, int attempt,
        CancellationToken cancellation)
    {
        try
        {
            await tables.Tenants.SubmitTransactionAsync(
                [SeatRow.WriteCounts(tenant, counts, over.HasValue ? over.Value!.ETag : null), .. seats], cancellation);
            return true;
        }
        catch (TableTransactionFailedException failure) when (RowConflict.IsOrGone(failure) && attempt < TriesAgainstOthers)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(LongestPause)), time, cancellation);
            return false;
        }
    }
}
