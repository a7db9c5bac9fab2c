using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Presence.History;

/// <summary>
/// User states in the table <c>History</c>: partition <c>{tenant}|state|{yyyyMMdd}</c> of the day they ended in UTC, row
/// key <c>{HHmmssfff}|{user}</c>. The key follows from the state, so that writing it twice leaves one row.
/// </summary>
internal sealed class StateHistory(StoreTables tables)
{
    public const string Kind = "state";

    public async Task WriteAsync(string tenant, IEnumerable<ClosedState> ended, CancellationToken cancellation)
    {
        foreach (var day in ended.GroupBy(state => Partition(tenant, state.End)))
            await tables.History.SubmitInChunksAsync(
                day.DistinctBy(Key).Select(state => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(day.Key, state))),
                cancellation);
    }

    /// <summary>The states of a user that ended between two times, oldest first, each with its place.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="userId">The user.</param>
    /// <param name="from">No earlier end.</param>
    /// <param name="to">No later end.</param>
    /// <param name="after">The place of the last one that is known already; null: none.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<(ClosedState State, DateTimeOffset Place)> ReadAsync(
        string tenant, string userId, DateTimeOffset from, DateTimeOffset to, DateTimeOffset? after,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var first = after is { } place ? place.AddMilliseconds(1) : from;
        for (var day = first.UtcDateTime.Date; day <= to.UtcDateTime.Date; day = day.AddDays(1))
        {
            var partition = Partition(tenant, new(day, TimeSpan.Zero));
            var start = day == first.UtcDateTime.Date ? Time(first) : "";
            var end = day == to.UtcDateTime.Date ? Time(to) + "}" : "}";
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {partition} and RowKey ge {start} and RowKey lt {end} and UserId eq {userId}");
            await foreach (var row in tables.History.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            {
                var state = Read(row);
                yield return (state, state.End);
            }
        }
    }

    private static TableEntity Row(string partition, ClosedState state) => new(partition, Key(state))
    {
        ["UserId"] = state.UserId,
        ["User"] = state.User,
        ["UnitId"] = state.OrganizationUnitId,
        ["Profile"] = state.Profile,
        ["Availability"] = state.Availability,
        ["Activity"] = state.Activity,
        ["Start"] = state.Start,
        ["End"] = state.End,
        ["Seconds"] = (state.End - state.Start).TotalSeconds,
    };

    private static ClosedState Read(TableEntity row) => new(
        row.Text("UserId"),
        row.Text("User"),
        row.Text("UnitId"),
        row.GetString("Profile"),
        row.Text("Availability"),
        row.Text("Activity"),
        row.GetDateTimeOffset("Start") ?? default,
        row.GetDateTimeOffset("End") ?? default);

    private static string Partition(string tenant, DateTimeOffset day) =>
        $"{tenant}|{Kind}|{day.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    private static string Key(ClosedState state) => $"{Time(state.End)}|{state.UserId}";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HHmmssfff", CultureInfo.InvariantCulture);
}
