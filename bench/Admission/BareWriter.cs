using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.History;
using NimbusFunctions.Tasks.Outbox;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Bench.Admission;

/// <summary>
/// A writer that stores and ends a handful of tasks together, over and over, guarded by the same row of slots, and
/// decides nothing: several of them are what several processes can reach at best.
/// </summary>
internal sealed class BareWriter(StoreTables tables, QueueSender queues, string tenant, string service, int together)
{
    private const double MostWaitMilliseconds = 30;

    private readonly TaskPartition partition = TaskPartition.Of(tenant, service, Modality.ExternalTask);
    private ETag? slots;
    private List<TableTransactionAction> done = [];
    private long sequence;

    /// <summary>As many cycles as the writer does together.</summary>
    public async Task CycleAsync(int number, CancellationToken stop)
    {
        List<ContactTask> tasks = [.. Enumerable.Range(0, together).Select(_ => AdmissionRig.Task(tenant, service))];
        List<OutboxMessage> messages = [.. tasks.Select(task => new OutboxMessage((++sequence * 100) + number, Dispatch.Queue, task.Id, task.Content))];
        await WriteAsync(
            [
                .. done,
                .. tasks.Select(task => Add(TaskRow.Write(partition, task))),
                .. tasks.Select(task => Add(new TableEntity(partition.Key, $"k|{AdmissionRig.Key(task).Name}")
                {
                    ["Payload"] = AdmissionRig.Key(task).Payload,
                    ["TaskId"] = task.Id,
                    ["Answer"] = "{}",
                    ["Until"] = task.Created.AddDays(1),
                })),
                .. messages.Select(message => Add(OutboxRow.Write(partition, message))),
            ],
            stop);
        List<ContactTask> over = [.. tasks.Select(task => task.End("Completed", TimeProvider.System.GetUtcNow()))];
        var sent = queues.SendAsync(
            Dispatch.Queue, [.. messages.Select(message => new Azure.Messaging.ServiceBus.ServiceBusMessage(message.Body) { MessageId = message.MessageId })], stop);
        await WriteAsync([.. over.Select(task => new TableTransactionAction(TableTransactionActionType.UpdateReplace, TaskRow.Write(partition, task), ETag.All))], stop);
        await sent;
        await new TaskHistory(tables).WriteAsync(tenant, over, stop);
        done = [.. over.Select(task => Delete(TaskRow.Key(task.Id))), .. messages.Select(message => Delete(OutboxRow.Key(message.Sequence)))];
    }

    private async Task WriteAsync(List<TableTransactionAction> actions, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (slots is null)
            {
                var row = await tables.Tasks.GetEntityIfExistsAsync<TableEntity>(partition.Key, SlotRow.Key, null, stop);
                slots = row.HasValue ? row.Value!.ETag : null;
            }

            var book = SlotRow.Write(partition, SlotBook.Empty);
            var guard = slots is { } etag ? new(TableTransactionActionType.UpdateReplace, book, etag) : Add(book);
            try
            {
                slots = (await tables.Tasks.SubmitTransactionAsync([.. actions, guard], stop)).Value[^1].Headers.ETag;
                return;
            }
            catch (TableTransactionFailedException failure) when (failure.Status is 409 or 412)
            {
                slots = null;
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * MostWaitMilliseconds), TimeProvider.System, stop);
            }
        }
    }

    private TableTransactionAction Delete(string key) => new(TableTransactionActionType.Delete, new TableEntity(partition.Key, key), ETag.All);

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);
}
