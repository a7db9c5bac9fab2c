namespace NimbusFunctions.Tasks.Lanes;

/// <summary>
/// The works of one partition in this process. Whatever waits goes together in one transaction (group commit): under
/// load every transaction carries many works, and callers of one process never fight each other for the slots' ETag.
/// </summary>
internal sealed class Lane(TaskPartition partition, LaneGroups groups, TimeProvider time)
{
    // Long enough to find company, short enough that a restart loses little of what has to be repeated.
    private static readonly TimeSpan LongestWaitForCompany = TimeSpan.FromMilliseconds(500);

    // Callers who were answered together come back together: the first is not to go alone.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(1);
    private const int Few = 4;

    private readonly Lock gate = new();
    private List<LaneEntry> waiting = [];
    private LaneState? known;
    private int lastTogether;
    private TimeSpan lastTook;
    private bool isRunning;
    private bool isWaitingForCompany;
    private bool isClosed;

    public TaskPartition Partition => partition;

    /// <summary>Closes it where nothing runs and nothing waits: it takes no more works and may be forgotten.</summary>
    public bool TryClose()
    {
        lock (gate)
            return isClosed = isClosed || (!isRunning && !isWaitingForCompany && waiting.Count == 0);
    }

    /// <returns>The work's place, or null where the lane is closed.</returns>
    public LaneEntry? TryAdd(LaneWork work)
    {
        var entry = new LaneEntry(work, time.GetUtcNow());
        lock (gate)
        {
            if (isClosed)
                return null;
            waiting.Add(entry);
            if (isRunning)
                return entry;
            if (work.MayWait)
            {
                if (isWaitingForCompany)
                    return entry;
                isWaitingForCompany = true;
            }
            else
            {
                isRunning = true;
            }
        }

        _ = work.MayWait ? RunSoonAsync() : RunAsync();
        return entry;
    }

    /// <summary>Takes a work back that nobody has begun with.</summary>
    /// <returns>False where it is being carried out or over.</returns>
    public bool TryTakeBack(LaneEntry entry)
    {
        lock (gate)
            return waiting.Remove(entry);
    }

    private async Task RunSoonAsync()
    {
        await Task.Delay(LongestWaitForCompany, time, CancellationToken.None);
        lock (gate)
        {
            isWaitingForCompany = false;
            if (isRunning || waiting.Count == 0)
                return;
            isRunning = true;
        }

        await RunAsync();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            List<LaneEntry> entries;
            if (lastTogether > Few)
                await Task.Delay(Gathering, time, CancellationToken.None);
            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    isRunning = false;
                    return;
                }

                (entries, waiting) = (waiting, []);
            }

            lastTogether = entries.Count;
            var result = await groups.RunAsync(partition, known, lastTook, entries);
            (known, lastTook) = (result.Known, result.Took);
            lock (gate)
                waiting.InsertRange(0, result.Left);
        }
    }
}
