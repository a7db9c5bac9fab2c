using System.Collections.Concurrent;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tasks.History;
using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Tasks.Lanes;

/// <summary>The lanes of this process, one per partition that has something to do.</summary>
internal sealed class TaskLanes
{
    private const int MostIdle = 2_000;

    // A call that the store cannot decide in this time is told so: nothing of it is written.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Lane> lanes = new(StringComparer.Ordinal);
    private readonly LaneGroups groups;
    private readonly TimeProvider time;

    public TaskLanes(
        LaneStore store, LimitsReader limits, LaneAgenda agenda, TaskHistory history, LedgerStore ledger, OutboxSender sender, TimeProvider time, Random random, ILoggerFactory logs,
        TriggersReader? triggers = null)
    {
        this.time = time;
        Aftermath = new(history, ledger, sender, (partition, work) => Add(partition, work), logs.CreateLogger<Aftermath>());
        groups = new(store, limits, agenda, Aftermath, time, random, logs.CreateLogger<LaneGroups>(), triggers);
    }

    /// <summary>Whoever waits for an answer goes on elsewhere, so that a lane waits for nobody.</summary>
    public TaskCreationOptions Continuations { get; init; } = TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>What follows a stored group.</summary>
    public Aftermath Aftermath { get; }

    /// <summary>Has a work done, and waits until it is stored.</summary>
    /// <exception cref="LaneBusyException">The store could not decide in time; nothing is written.</exception>
    public async Task<T> RunAsync<T>(TaskPartition partition, LaneWork<T> work, CancellationToken cancellation)
    {
        work.Open(Continuations);
        var (lane, entry) = Add(partition, work);
        try
        {
            return await work.Answer.WaitAsync(LongestWait, time, cancellation);
        }
        catch (TimeoutException) when (lane.TryTakeBack(entry))
        {
            throw new LaneBusyException();
        }
        catch (TimeoutException)
        {
            // It has been sent and its answer is lost: until that is known, neither yes nor no is true.
            return await work.Answer.WaitAsync(cancellation);
        }
    }

    private (Lane Lane, LaneEntry Entry) Add(TaskPartition partition, LaneWork work)
    {
        while (true)
        {
            var lane = lanes.GetOrAdd(partition.Key, _ => new(partition, groups, time));
            if (lane.TryAdd(work) is { } entry)
            {
                if (lanes.Count > MostIdle)
                    ForgetIdle();
                return (lane, entry);
            }

            lanes.TryRemove(new(partition.Key, lane));
        }
    }

    private void ForgetIdle()
    {
        foreach (var lane in lanes.Values.Where(lane => lane.TryClose()))
            lanes.TryRemove(new(lane.Partition.Key, lane));
    }
}
