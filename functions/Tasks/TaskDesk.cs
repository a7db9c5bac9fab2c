using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks;

/// <summary>Everything that is done to tasks, by whoever does it.</summary>
internal sealed class TaskDesk(TaskLanes lanes, TimeProvider time)
{
    private readonly KeysInFlight keys = new(time, lanes.Continuations);

    /// <summary>A flow posts a task. What is answered is stored.</summary>
    /// <exception cref="LaneBusyException">The store could not decide in time; nothing is written.</exception>
    public async Task<AdmissionAnswer> PostAsync(string tenant, NewTask post, CancellationToken cancellation)
    {
        var partition = TaskPartition.Of(tenant, post.Task.ServiceId, post.Task.Modality);
        using var inFlight = post.Key is { } key && !post.DryRun ? await keys.EnterAsync(partition, key, cancellation) : null;
        var answer = post.Key is not null && !post.DryRun && inFlight is null
            ? new AdmissionAnswer.KeyInFlight()
            : await AdmitAsync(partition, new PostWork(post, cancellation), cancellation);
        AdmissionMetrics.Posted(tenant, post, answer);
        return answer;
    }

    /// <summary>A message or mail has arrived.</summary>
    /// <exception cref="LaneBusyException">The store could not decide in time; nothing is written.</exception>
    public async Task<ArrivalOutcome> ArriveAsync(string tenant, ContactTask task, ArrivalOrder order, CancellationToken cancellation)
    {
        var outcome = await AdmitAsync(TaskPartition.Of(tenant, task.ServiceId, task.Modality), new ArrivalWork(task, order, cancellation), cancellation);
        AdmissionMetrics.Arrived(tenant, task.Modality, outcome);
        return outcome;
    }

    /// <summary>An arrival is given up before it came in: if it was sent back before, nobody waits for it any more.</summary>
    /// <exception cref="LaneBusyException">The store could not decide in time; nothing is written.</exception>
    public Task WithdrawAsync(TaskPartition partition, ArrivalOrder order, CancellationToken cancellation) =>
        lanes.RunAsync(partition, new WithdrawalWork(order, cancellation), cancellation);

    /// <summary>Something becomes of a task.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="taskId">The task; any text.</param>
    /// <param name="change">Pure; called again where others change the task meanwhile.</param>
    /// <param name="cancellation">The caller has gone.</param>
    /// <exception cref="LaneBusyException">The store could not decide in time; nothing is written.</exception>
    public async Task<ChangeAnswer> ChangeAsync(
        string tenant, string taskId, Func<ContactTask, DateTimeOffset, TaskChange> change, CancellationToken cancellation) =>
        TaskPartition.OfTask(tenant, taskId) is { } partition
            ? await lanes.RunAsync(partition, new ChangeWork(taskId, change, cancellation), cancellation)
            : new ChangeAnswer.NotFound();

    private async Task<T> AdmitAsync<T>(TaskPartition partition, LaneWork<T> work, CancellationToken cancellation)
    {
        try
        {
            return await lanes.RunAsync(partition, work, cancellation);
        }
        catch (LaneBusyException)
        {
            AdmissionMetrics.Undecided(partition.Tenant, partition.Modality);
            throw;
        }
    }
}
