using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tasks.History;

/// <summary>
/// Ended tasks, in the table <c>History</c>: partition <c>{tenant}|task|{yyyyMMdd}</c> of the day they ended in UTC, row
/// key <c>{HHmmss}|{task}</c>. Written by the task's own end, so that writing it twice leaves one row. Beside them, partition
/// <c>{tenant}|last-task|{yyyyMMdd}</c>, row key the user: when the user's last task of that day ended.
/// </summary>
internal sealed class TaskHistory(StoreTables tables)
{
    public const string Kind = "task";
    private const string LastTask = "last-task";

    public static string Partition(string tenant, DateTimeOffset day) =>
        $"{tenant}|{Kind}|{day.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    public async Task WriteAsync(string tenant, IReadOnlyCollection<ContactTask> ended, CancellationToken cancellation)
    {
        foreach (var day in ended.GroupBy(task => Partition(tenant, task.StateSince)))
            await tables.History.SubmitInChunksAsync(
                day.Select(task => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(day.Key, task))), cancellation);
        await NoteLastAsync(tenant, ended, cancellation);
    }

    /// <summary>When the last task of each user ended, of those that ended today or yesterday.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> LastEndsAsync(
        string tenant, DateTimeOffset now, CancellationToken cancellation)
    {
        var ends = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var partition in new[] { LastTaskPartition(tenant, now.AddDays(-1)), LastTaskPartition(tenant, now) })
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
            await foreach (var row in tables.History.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
                ends[row.RowKey] = row.GetDateTimeOffset("Ended") ?? default;
        }

        return ends;
    }

    private static string LastTaskPartition(string tenant, DateTimeOffset day) =>
        $"{tenant}|{LastTask}|{day.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    /// <summary>Older news never replaces newer: the group that is stored last may have ended first.</summary>
    private async Task NoteLastAsync(string tenant, IEnumerable<ContactTask> ended, CancellationToken cancellation)
    {
        foreach (var last in ended.Where(task => task.UserId is not null)
            .GroupBy(task => (Partition: LastTaskPartition(tenant, task.StateSince), User: task.UserId!))
            .Select(own => (own.Key.Partition, own.Key.User, Ended: own.Max(task => task.StateSince))))
        {
            var known = await tables.History.GetEntityIfExistsAsync<TableEntity>(last.Partition, last.User, null, cancellation);
            if (!known.HasValue || known.Value!.GetDateTimeOffset("Ended") < last.Ended)
                await tables.History.UpsertEntityAsync(
                    new TableEntity(last.Partition, last.User) { ["Ended"] = last.Ended }, TableUpdateMode.Replace, cancellation);
        }
    }

    private static TableEntity Row(string partition, ContactTask task) => new(
        partition, $"{task.StateSince.UtcDateTime.ToString("HHmmss", CultureInfo.InvariantCulture)}|{task.Id}")
    {
        ["Service"] = task.ServiceId,
        ["Modality"] = task.Modality.ToString(),
        ["Created"] = task.Created,
        ["Ended"] = task.StateSince,
        ["User"] = task.UserId,
        ["Reason"] = task.CompletionReason,
        ["Json"] = JsonSerializer.Serialize(task with { Content = "" }, NimbusJson.Default.ContactTask),
        ["Content"] = task.Content,
    };
}
