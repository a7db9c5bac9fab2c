using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Sync;

/// <summary>What speaks for a member's having left a team, kept until the team's hint is settled.</summary>
internal sealed class DepartureStore(StoreTables tables)
{
    /// <summary>The delta's own word, as <see cref="ReadAsync"/> gives it in place of a run.</summary>
    public const string SaidByDelta = "delta";

    /// <param name="tenant">The tenant.</param>
    /// <param name="departures">Who left what.</param>
    /// <param name="source">Who says so: <see cref="SaidByDelta"/>, or the run that first missed them.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public Task AddAsync(string tenant, IEnumerable<Departure> departures, string source, CancellationToken cancellation) =>
        UpsertAsync(tenant, departures, source, cancellation);

    /// <summary>A run missed these members; what is known of them already is stronger and stays.</summary>
    public Task AddAbsentAsync(
        string tenant, string serviceId, IEnumerable<string> userIds, string run, CancellationToken cancellation) =>
        UpsertAsync(tenant, userIds.Select(user => new Departure(serviceId, user)), run, cancellation);

    /// <summary>By user: <see cref="SaidByDelta"/>, or the run that first missed the user.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(string tenant, string serviceId, CancellationToken cancellation)
    {
        var prefix = SyncStateKeys.DeparturePrefix(serviceId);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        await foreach (var row in tables.SyncState.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            found[row.RowKey[prefix.Length..]] = row.Text("Source");
        return found;
    }

    /// <summary>As <see cref="ReadAsync"/>, of all services from the first to the last, with one query.</summary>
    public async Task<IReadOnlyDictionary<string, Dictionary<string, string>>> BetweenAsync(
        string tenant, string first, string last, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        var (from, to) = (SyncStateKeys.DeparturePrefix(first), SyncStateKeys.DeparturePrefix(last) + "~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant} and RowKey ge {from} and RowKey lt {to}");
        await foreach (var row in tables.SyncState.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var key = row.RowKey.Split('|');
            if (!found.TryGetValue(key[1], out var ofService))
                found[key[1]] = ofService = new(StringComparer.Ordinal);
            ofService[key[2]] = row.Text("Source");
        }

        return found;
    }

    public Task RemoveAsync(string tenant, string serviceId, IEnumerable<string> userIds, CancellationToken cancellation) =>
        tables.SyncState.DeleteInChunksAsync(tenant, userIds.Select(user => SyncStateKeys.Departure(serviceId, user)), cancellation);

    private Task UpsertAsync(string tenant, IEnumerable<Departure> departures, string source, CancellationToken cancellation) =>
        tables.SyncState.SubmitInChunksAsync(
            departures.Select(departure => new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                new TableEntity(tenant, SyncStateKeys.Departure(departure.ServiceId, departure.UserId)) { ["Source"] = source })),
            cancellation);
}
