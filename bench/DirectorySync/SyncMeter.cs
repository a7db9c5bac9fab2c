using System.Globalization;
using NimbusFunctions.Local.Commands.Api;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>Runs a sync and says what it took.</summary>
/// <param name="api">The tenant.</param>
/// <param name="directory">Its directory, which counts the requests.</param>
/// <param name="journal">Tells when a slice has ended, so that nobody needs to ask meanwhile and disturb.</param>
/// <param name="process">The app's process.</param>
internal sealed class SyncMeter(TenantApi api, BenchDirectory directory, BenchJournal journal, Func<int?> process)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <exception cref="BenchException">It did not end, or did not do what was asked.</exception>
    public async Task<SyncCost> MeasureAsync(string kind, CancellationToken stop)
    {
        var app = process() ?? throw new BenchException($"The app does not run. {journal.Last}");
        // This process simulates the neighbours; what it collects now does not hold them up later.
        GC.Collect();
        await directory.ForgetRequestsAsync(stop);
        ProcessMemory.ForgetPeak(app);

        var asked = (await api.StartSyncAsync(stop)).Run ?? throw new BenchException("The API does not say which run it began.");
        var run = await WaitUntilIdleAsync(stop) ?? throw new BenchException("The API knows of no run.");
        var peak = ProcessMemory.PeakMegabytes(app);
        var requests = await directory.RequestsAsync(stop);
        if (run.Id != asked || run.Kind != kind || run.Ended is not { } ended)
            throw new BenchException($"Run {asked} was asked for, to be {kind}; run {run.Id} was done, and was {run.Kind}.");
        if (run.Problems is { Count: > 0 } problems || run.Counts.Unsettled > 0 || requests.Throttled > 0)
            throw new BenchException($"Run {run.Id} left {run.Counts.Unsettled} unsettled, {requests.Throttled} requests were throttled: {string.Join(" ", run.Problems ?? [])}");
        if (process() != app)
            throw new BenchException($"The app was started anew meanwhile. {journal.Last}");

        return new((ended - run.Started).TotalSeconds, requests.Total, peak);
    }

    /// <summary>Waits until no run is under way.</summary>
    /// <returns>The last run; null where there was none.</returns>
    /// <exception cref="BenchException">One still is, after minutes.</exception>
    public async Task<ApiRun?> WaitUntilIdleAsync(CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            await journal.SliceEndedAsync(stop);
            var sync = await api.SyncAsync(stop);
            if (!sync.Running)
                return sync.LastRun;
        }

        throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"The sync did not end within {Patience.TotalMinutes} minutes. {journal.Last}"));
    }
}
