using Azure.Data.Tables;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>
/// Writes rows again, for a tenant that nobody knows: with the app's own classes, as many at once as the sync has, each
/// row once and in transactions as full as they can be.
/// </summary>
internal static class WritingAlone
{
    // As many services as the sync stores at once.
    private const int ServicesAtOnce = 20;

    /// <returns>Seconds.</returns>
    /// <exception cref="BenchException">A row was in the way.</exception>
    public static async Task<double> MeasureAsync(string connection, StoredRows rows, CancellationToken stop)
    {
        var tenant = Guid.NewGuid().ToString();
        StoreTables tables = new(new TableServiceClient(connection));
        ServiceStore services = new(tables);
        MembershipStore memberships = new(tables, new MemberHistory(tables), TimeProvider.System);
        // The API makes a service; the sync writes over it.
        await Concurrently.ForEachAsync(
            rows.Services, ServicesAtOnce, (service, cancellation) => services.CreateAsync(tenant, service with { MemberCount = 0 }, cancellation), stop);
        var created = await services.ListAsync(tenant, stop);

        var began = TimeProvider.System.GetTimestamp();
        var written = await new UserStore(tables).WriteAsync(tenant, [.. rows.Users.Select(user => new UserWrite(user, null))], stop);
        await Concurrently.ForEachAsync(
            created.Zip(rows.Services),
            ServicesAtOnce,
            async (pair, cancellation) =>
            {
                (var before, var after) = pair;
                await memberships.PutAsync(tenant, after.Id, rows.Members[after.Id], _ => false, newAreActive: true, cancellation);
                if (await services.ReplaceAsync(tenant, before, after, cancellation) is { } inTheWay)
                    throw new BenchException($"The row {inTheWay} is in the way.");
            },
            stop);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        return written.Count == rows.Users.Count
            ? seconds
            : throw new BenchException($"{written.Count} of {rows.Users.Count} users were written.");
    }
}
