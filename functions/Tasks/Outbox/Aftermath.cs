using NimbusFunctions.Ledger;
using NimbusFunctions.Tasks.History;
using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Tasks.Outbox;

/// <summary>
/// What follows a stored group: ended tasks go into the history, messages to their queues, and then their rows go. What
/// a crash leaves is found by the sweep, which looks at the partition a little later in any case.
/// </summary>
internal sealed class Aftermath(
    TaskHistory history, LedgerStore ledger, OutboxSender sender, Action<TaskPartition, LaneWork> enqueue, ILogger<Aftermath> log)
{
    /// <summary>After this somebody else sees to it.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(2);

    public void Begin(TaskPartition partition, IReadOnlyList<OutboxMessage> messages, IReadOnlyList<ContactTask> finished)
    {
        if (messages.Count > 0 || finished.Count > 0)
            _ = RunAsync(partition, messages, finished);
    }

    /// <summary>Sends and records; what fails stays for the sweep.</summary>
    /// <returns>Whether all of it is done.</returns>
    public async Task<bool> RunAsync(TaskPartition partition, IReadOnlyList<OutboxMessage> messages, IReadOnlyList<ContactTask> finished)
    {
        try
        {
            await ledger.AppendAsync(partition.Tenant, [.. finished.Where(task => task.EndedBy is not null).Select(Line)], CancellationToken.None);
            await history.WriteAsync(partition.Tenant, finished, CancellationToken.None);
            await sender.SendAsync(messages, CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.AftermathFailed(failure, messages.Count, finished.Count);
            return false;
        }

        enqueue(
            partition,
            new ForgetWork([.. messages.Select(message => OutboxRow.Key(message.Sequence)), .. finished.Select(task => TaskRow.Key(task.Id))]));
        return true;
    }

    private static LedgerEntry Line(ContactTask task) =>
        new(task.StateSince, task.EndedBy!, LedgerActions.TaskEnded, task.Id, task.CompletionReason!, task.ServiceId);
}
