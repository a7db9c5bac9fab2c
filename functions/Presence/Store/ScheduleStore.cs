using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Graph;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Presence.Store;

/// <summary>
/// The rows that say when which tenant is polled next: one partition of the table <c>Presence</c>, so that the timer reads
/// hundreds of tenants with one request.
/// </summary>
internal sealed class ScheduleStore(StoreTables tables, TimeProvider time)
{
    public const string Partition = "schedule";

    /// <summary>How long readers remember a tenant's row.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (PresenceSchedule? Schedule, DateTimeOffset Asked)> known = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<(PresenceSchedule Schedule, ETag ETag)>> ListAsync(CancellationToken cancellation)
    {
        var rows = new List<(PresenceSchedule, ETag)>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (var row in tables.Presence.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            rows.Add((Read(row), row.ETag));
        return rows;
    }

    /// <summary>Null where the tenant has none yet.</summary>
    public async Task<(PresenceSchedule Schedule, ETag ETag)?> FindAsync(string tenant, CancellationToken cancellation)
    {
        var row = await tables.Presence.GetEntityIfExistsAsync<TableEntity>(Partition, tenant, null, cancellation);
        return row.HasValue ? (Read(row.Value!), row.Value!.ETag) : null;
    }

    /// <summary>The same as it was at most two seconds ago.</summary>
    public async Task<PresenceSchedule?> RecallAsync(string tenant, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(tenant, out var recalled) && now - recalled.Asked <= Memory)
            return recalled.Schedule;
        var schedule = (await FindAsync(tenant, cancellation))?.Schedule;
        if (schedule is not null)
            known[tenant] = (schedule, now);
        else
            known.TryRemove(tenant, out _);
        return schedule;
    }

    /// <returns>The new tag, or null where somebody else changed the row meanwhile.</returns>
    public Task<ETag?> WriteAsync(PresenceSchedule schedule, ETag? over, CancellationToken cancellation) =>
        tables.Presence.WriteOverAsync(Write(schedule), over, cancellation);

    /// <summary>Forgets a tenant that is not there any more; its segments go with its removal.</summary>
    public Task RemoveAsync(string tenant, CancellationToken cancellation) =>
        tables.Presence.DeleteInChunksAsync(Partition, [tenant], cancellation);

    private static PresenceSchedule Read(TableEntity row) => new(
        row.RowKey,
        row.GetInt64("Sequence") ?? 0,
        row.GetDateTimeOffset("NextDue") ?? DateTimeOffset.UnixEpoch,
        TimeSpan.FromSeconds(row.GetDouble("Interval") ?? PresenceSection.UsualInterval))
    {
        Taken = row.GetInt64("Taken") ?? 0,
        TakenUntil = row.GetDateTimeOffset("TakenUntil"),
        LastPoll = row.GetDateTimeOffset("LastPoll"),
        Segments = row.GetInt32("Segments") ?? 0,
        Rosters = row.GetInt64("Rosters") ?? 0,
        Users = row.GetInt32("Users") ?? 0,
        Permission = row.Word<PresencePermission>("Permission"),
        Failing = row.GetDateTimeOffset("FailingSince") is { } since
            ? new(since, row.GetInt32("Failures") ?? 1, row.GetString("Trouble") is { } word && Enum.TryParse<GraphTrouble>(word, out var trouble) ? trouble : null)
            : null,
    };

    private static TableEntity Write(PresenceSchedule schedule) => new(Partition, schedule.Tenant)
    {
        ["Sequence"] = schedule.Sequence,
        ["NextDue"] = schedule.NextDue,
        ["Interval"] = schedule.Interval.TotalSeconds,
        ["Taken"] = schedule.Taken,
        ["TakenUntil"] = schedule.TakenUntil,
        ["LastPoll"] = schedule.LastPoll,
        ["Segments"] = schedule.Segments,
        ["Rosters"] = schedule.Rosters,
        ["Users"] = schedule.Users,
        ["Permission"] = schedule.Permission.ToString(),
        ["FailingSince"] = schedule.Failing?.Since,
        ["Failures"] = schedule.Failing?.Failures,
        ["Trouble"] = schedule.Failing?.Trouble?.ToString(),
    };
}
