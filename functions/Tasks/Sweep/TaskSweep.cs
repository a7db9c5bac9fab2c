using NimbusFunctions.Agenda;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tasks.Sweep;

/// <summary>The safety net: every minute it looks at the partitions whose time the agenda says has come.</summary>
internal sealed class TaskSweep(
    AgendaStore agenda, TaskLanes lanes, TenantStore tenants, TimeProvider time, ILogger<TaskSweep> log)
{
    private const int PartitionsAtOnce = 8;
    private const int MostLooks = 20;

    public async Task SweepAsync(CancellationToken cancellation)
    {
        var due = new Dictionary<string, List<AgendaItem>>(StringComparer.Ordinal);
        await foreach (var item in agenda.DueAsync(time.GetUtcNow(), cancellation))
        {
            if (item.Kind != LaneAgenda.Kind)
                continue;
            if (!due.TryGetValue(item.Subject, out var items))
                due[item.Subject] = items = [];
            items.Add(item);
        }

        await Concurrently.ForEachAsync(due, PartitionsAtOnce, (partition, stop) => LookAsync(partition.Key, partition.Value, stop), cancellation);
    }

    private async Task LookAsync(string key, List<AgendaItem> items, CancellationToken cancellation)
    {
        var partition = TaskPartition.Parse(key);
        try
        {
            if (await tenants.FindAsync(partition.Tenant, cancellation) is not null)
                await SweepAsync(partition, cancellation);
        }
        catch (Exception failure) when (failure is LaneBusyException || LaneStore.SaysNothing(failure))
        {
            // Its items stay: the next minute looks again, and the other partitions do not wait for it.
            log.SweepPostponed(failure);
            return;
        }

        foreach (var item in items)
            await agenda.RemoveAsync(item, cancellation);
    }

    private async Task SweepAsync(TaskPartition partition, CancellationToken cancellation)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            var found = await lanes.RunAsync(partition, new SweepWork(cancellation), cancellation);
            if (found.Ended > 0)
                log.TasksSwept(partition.Tenant, found.Ended);
            var left = found.Messages.Count + found.Finished.Count > 0;
            if (left)
                log.TaskLeftoversFound(found.Messages.Count, found.Finished.Count);
            if (left && !await lanes.Aftermath.RunAsync(partition, found.Messages, found.Finished))
                throw new TimeoutException("What is left of a partition could not be sent or recorded.");
            if (found.IsFinished)
                return;
        }
    }
}
