using Azure.Data.Tables;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Bench.Fairness;

/// <summary>Looks at the runs of many tenants in the store: the API would read every user for each answer.</summary>
internal sealed class RunWatch(string connection)
{
    private const int AtOnce = 4;

    // A run says itself when it ended; who looks often only takes the store from those who work.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly SyncStateStore state = new(new StoreTables(new TableServiceClient(connection)), TimeProvider.System);

    /// <summary>Waits until every run has ended.</summary>
    /// <param name="runs">By tenant, the id of the run.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>By tenant, the run.</returns>
    /// <exception cref="BenchException">One has not, after minutes.</exception>
    public async Task<IReadOnlyDictionary<string, RunSummary>> EndsAsync(IReadOnlyDictionary<string, string> runs, CancellationToken stop)
    {
        Dictionary<string, RunSummary> ended = [];
        await UntilNoneIsLeftAsync(
            runs.Keys,
            async (tenant, cancellation) =>
            {
                if (await state.ReadLastRunAsync(tenant, cancellation) is not { } last || last.Id != runs[tenant])
                    return false;
                lock (ended)
                    ended[tenant] = last;
                return true;
            },
            stop);
        return ended;
    }

    /// <summary>Waits until none of the tenants has a run under way; one that waits for its time is none.</summary>
    /// <exception cref="BenchException">One still has, after minutes.</exception>
    public Task IdleAsync(IEnumerable<string> tenants, CancellationToken stop) => UntilNoneIsLeftAsync(
        tenants,
        async (tenant, cancellation) =>
            (await state.ReadScheduleAsync(tenant, cancellation)).Schedule.Outstanding is not { } heard || heard > TimeProvider.System.GetUtcNow(),
        stop);

    /// <summary>How many of the tenants' last runs failed, or are still under way.</summary>
    public async Task<int> UnwellAsync(IEnumerable<string> tenants, CancellationToken stop)
    {
        var unwell = 0;
        foreach (var tenant in tenants)
        {
            var schedule = (await state.ReadScheduleAsync(tenant, stop)).Schedule;
            unwell += schedule.Outstanding is not null || schedule.Failing is not null ? 1 : 0;
        }

        return unwell;
    }

    private static async Task UntilNoneIsLeftAsync(
        IEnumerable<string> tenants, Func<string, CancellationToken, Task<bool>> isDone, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        HashSet<string> left = [.. tenants];
        while (true)
        {
            List<string> done = [];
            await Concurrently.ForEachAsync(
                left,
                AtOnce,
                async (tenant, cancellation) =>
                {
                    if (!await isDone(tenant, cancellation))
                        return;
                    lock (done)
                        done.Add(tenant);
                },
                stop);
            left.ExceptWith(done);
            if (left.Count == 0)
                return;
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new BenchException($"{left.Count} tenants are not done after {Patience.TotalMinutes:0} minutes, {left.First()} among them.");
            await Task.Delay(Pause, TimeProvider.System, stop);
        }
    }
}
