using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Directory.Licences;

/// <summary>The same for many users at once: a transaction for up to a hundred seats.</summary>
internal sealed partial class LicenceSeats
{
    private const int SeatsTogether = Transactions.Limit - 1;

    /// <summary>Takes seats, of each user all that are wanted or none.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="wanted">Who wants what; whoever wants nothing is passed over.</param>
    /// <param name="section">How many there may be.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>Who has none, and of which licence there is none left.</returns>
    public async Task<IReadOnlyDictionary<string, string>> TakeManyAsync(
        string tenant, IEnumerable<(string Who, IReadOnlyList<string> Licences)> wanted, LicencesSection section, CancellationToken cancellation)
    {
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        var chunk = new List<(string Who, IReadOnlyList<string> Licences)>();
        foreach (var one in wanted.Where(one => one.Licences.Count > 0).OrderBy(one => one.Who, StringComparer.Ordinal))
        {
            if (chunk.Sum(other => other.Licences.Count) + one.Licences.Count > SeatsTogether)
            {
                await TakeChunkAsync(tenant, chunk, section, refused, cancellation);
                chunk.Clear();
            }

            chunk.Add(one);
        }

        if (chunk.Count > 0)
            await TakeChunkAsync(tenant, chunk, section, refused, cancellation);
        return refused;
    }

    /// <summary>Before licences are taken from users: their seats as they are.</summary>
    public async Task<IReadOnlyList<TableEntity>> NoteManyAsync(
        string tenant, IReadOnlyCollection<(string Who, IReadOnlyList<string> Licences)> unwanted, CancellationToken cancellation)
    {
        var keys = unwanted.SelectMany(one => one.Licences.Select(licence => SeatRow.Key(licence, one.Who))).ToHashSet(StringComparer.Ordinal);
        return [.. (await SeatsAsync(tenant, unwanted, cancellation)).Where(seat => keys.Contains(seat.RowKey))];
    }

    /// <summary>After the licences were taken: gives back what was noted and nobody has touched.</summary>
    public async Task LeaveManyAsync(string tenant, IReadOnlyCollection<TableEntity> noted, CancellationToken cancellation)
    {
        foreach (var chunk in noted.Chunk(SeatsTogether))
        {
            var counts = await ReadAsync(tenant, SeatRow.Count, cancellation);
            var next = SeatRow.ReadCounts(counts);
            foreach (var seat in chunk)
                next[SeatRow.LicenceOf(seat)]--;
            if (!await SubmitAsync(
                    tenant, next, counts, chunk.Select(seat => new TableTransactionAction(TableTransactionActionType.Delete, seat, seat.ETag)), 1, cancellation))
                await LeaveAsync(tenant, chunk, cancellation);
        }
    }

    private async Task TakeChunkAsync(
        string tenant, IReadOnlyList<(string Who, IReadOnlyList<string> Licences)> chunk, LicencesSection section, Dictionary<string, string> refused,
        CancellationToken cancellation)
    {
        var healed = new HashSet<string>(StringComparer.Ordinal);
        for (var attempt = 1; ; attempt++)
        {
            var counts = await ReadAsync(tenant, SeatRow.Count, cancellation);
            var known = (await SeatsAsync(tenant, chunk, cancellation)).Select(seat => seat.RowKey).ToHashSet(StringComparer.Ordinal);
            var (next, seats, none) = (SeatRow.ReadCounts(counts), new List<TableTransactionAction>(), new Dictionary<string, string>(StringComparer.Ordinal));
            foreach (var (who, licences) in chunk)
            {
                var missing = licences.Where(licence => !known.Contains(SeatRow.Key(licence, who))).ToList();
                if (missing.Find(licence => LicenceCatalogue.ContingentOf(licence, section) <= next[licence]) is { } scarce)
                {
                    none[who] = scarce;
                    continue;
                }

                missing.ForEach(licence => next[licence]++);
                seats.AddRange(licences.Select(licence => new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace, new TableEntity(SeatRow.Partition(tenant), SeatRow.Key(licence, who)))));
            }

            if (none.Values.Except(healed).ToList() is { Count: > 0 } toHeal)
            {
                foreach (var licence in toHeal)
                    await HealAsync(tenant, licence, cancellation);
                healed.UnionWith(toHeal);
                continue;
            }

            if (seats.Count > 0 && !await SubmitAsync(tenant, next, counts, seats, attempt, cancellation))
                continue;
            foreach (var (who, licence) in none)
                refused[who] = licence;
            return;
        }
    }

    /// <summary>The seats of these licences between the first and the last of the users: somebody else's may be among them.</summary>
    private async Task<IReadOnlyList<TableEntity>> SeatsAsync(
        string tenant, IReadOnlyCollection<(string Who, IReadOnlyList<string> Licences)> users, CancellationToken cancellation)
    {
        var seats = new List<TableEntity>();
        foreach (var licence in users.SelectMany(user => user.Licences).Distinct())
        {
            var ofLicence = users.Where(user => user.Licences.Contains(licence)).Select(user => user.Who).ToList();
            var (first, last) = (SeatRow.Key(licence, ofLicence.Min(StringComparer.Ordinal)!), SeatRow.Key(licence, ofLicence.Max(StringComparer.Ordinal)!));
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {SeatRow.Partition(tenant)} and RowKey ge {first} and RowKey le {last}");
            await foreach (var seat in tables.Tenants.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
                seats.Add(seat);
        }

        return seats;
    }
}
