using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.History;

namespace NimbusFunctions.Bench.Admission;

/// <summary>
/// The usual way to keep a cap in a table: every caller reads the counter, writes it with its task if nobody was faster,
/// and tries again after a random while. It stores the same rows and sends the same messages.
/// </summary>
internal sealed class UsualWay(StoreTables tables, QueueSender queues, string tenant)
{
    private const string CounterKey = "slots";
    private const double FirstMilliseconds = 4;
    private const int MostDoublings = 7;

    public async Task<bool> CycleAsync(string service, CancellationToken stop)
    {
        var task = AdmissionRig.Task(tenant, service);
        var partition = TaskPartition.Of(tenant, service, Modality.ExternalTask).Key;
        TableEntity key = new(partition, $"k|{AdmissionRig.Key(task).Name}")
        {
            ["Payload"] = AdmissionRig.Key(task).Payload,
            ["TaskId"] = task.Id,
            ["Answer"] = "{}",
            ["Until"] = task.Created.AddDays(1),
        };
        var body = $$"""{"taskId":"{{task.Id}}","tenant":"{{tenant}}","serviceId":"{{service}}","modality":"ExternalTask","due":null,"content":{{task.Content}}}""";
        TableEntity message = new(partition, $"o|{task.Id}") { ["Queue"] = Dispatch.Queue, ["MessageId"] = task.Id, ["Body"] = body };
        if (!await CountAsync(partition, +1, [Add(Row(partition, task)), Add(key), Add(message)], stop))
            return false;
        await queues.SendAsync(Dispatch.Queue, new ServiceBusMessage(body) { MessageId = task.Id }, stop);
        await tables.Tasks.DeleteEntityAsync(partition, message.RowKey, ETag.All, stop);

        var over = task.End("Completed", TimeProvider.System.GetUtcNow());
        await CountAsync(partition, -1, [new(TableTransactionActionType.UpdateReplace, Row(partition, over), ETag.All)], stop);
        await new TaskHistory(tables).WriteAsync(tenant, [over], stop);
        await tables.Tasks.DeleteEntityAsync(partition, Row(partition, over).RowKey, ETag.All, stop);
        return true;
    }

    private async Task<bool> CountAsync(string partition, int by, TableTransactionAction[] actions, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            var counter = await tables.Tasks.GetEntityIfExistsAsync<TableEntity>(partition, CounterKey, null, stop);
            var inUse = counter.HasValue ? counter.Value!.GetInt32("InUse") ?? 0 : 0;
            if (inUse + by > AdmissionRig.Cap)
                return false;
            TableEntity next = new(partition, CounterKey) { ["InUse"] = inUse + by };
            try
            {
                var count = counter.HasValue
                    ? new(TableTransactionActionType.UpdateReplace, next, counter.Value!.ETag)
                    : Add(next);
                await tables.Tasks.SubmitTransactionAsync([.. actions, count], stop);
                return true;
            }
            catch (TableTransactionFailedException failure) when (failure.Status is 409 or 412)
            {
                // Full jitter: the span doubles, and any part of it is waited for.
                var most = FirstMilliseconds * (1 << Math.Min(attempt, MostDoublings));
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * most), TimeProvider.System, stop);
            }
        }
    }

    private static TableEntity Row(string partition, ContactTask task) =>
        TaskRow.Write(TaskPartition.Parse(partition), task);

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);
}
