using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tasks.History;

/// <summary>
/// Ended tasks, in the table <c>History</c>: partition <c>{tenant}|task|{yyyyMMdd}</c> of the day they ended in UTC, row
/// key <c>{HHmmss}|{task}</c>. Written by the task's own end, so that writing it twice leaves one row.
/// </summary>
internal sealed class TaskHistory(StoreTables tables)
{
    public const string Kind = "task";

    public static string Partition(string tenant, DateTimeOffset day) =>
        $"{tenant}|{Kind}|{day.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    public async Task WriteAsync(string tenant, IReadOnlyCollection<ContactTask> ended, CancellationToken cancellation)
    {
        foreach (var day in ended.GroupBy(task => Partition(tenant, task.StateSince)))
            await tables.History.SubmitInChunksAsync(
                day.Select(task => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(day.Key, task))), cancellation);
    }

    private static TableEntity Row(string partition, ContactTask task) => new(
        partition, $"{task.StateSince.UtcDateTime.ToString("HHmmss", CultureInfo.InvariantCulture)}|{task.Id}")
    {
        ["Service"] = task.ServiceId,
        ["Modality"] = task.Modality.ToString(),
        ["Created"] = task.Created,
        ["Ended"] = task.StateSince,
        ["Reason"] = task.CompletionReason,
        ["Json"] = JsonSerializer.Serialize(task with { Content = "" }, NimbusJson.Default.ContactTask),
        ["Content"] = task.Content,
    };
}
