using System.Globalization;

namespace NimbusFunctions.Local.Commands.Api;

/// <summary>Waits for a sync that has seen everything up to a moment.</summary>
internal static class SyncWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks for a run, and again if the one under way began too early, until one that started after now has ended.</summary>
    /// <param name="api">The tenant.</param>
    /// <param name="patience">How long to wait at most.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The runs that ended meanwhile, the awaited one last; null when that was not done in time.</returns>
    public static async Task<IReadOnlyList<ApiRun>?> RunAsync(TenantApi api, TimeSpan patience, CancellationToken ct)
    {
        var since = TimeProvider.System.GetUtcNow();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            List<ApiRun> runs = [];
            while (true)
            {
                var wish = await api.StartSyncAsync(limit.Token);
                runs.Add(await EndOfAsync(api, wish, since, limit.Token));
                if (runs[^1].Started >= since)
                    return runs;
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<ApiRun> EndOfAsync(TenantApi api, ApiSyncAccepted wish, DateTimeOffset since, CancellationToken ct)
    {
        while (true)
        {
            var sync = await api.SyncAsync(ct);
            if (sync.LastRun is { Ended: not null } run && (run.Started >= since || HasReached(run.Id, wish.Run)))
                return run;

            await Task.Delay(Pause, TimeProvider.System, ct);
        }
    }

    private static bool HasReached(string run, string? wished) =>
        NumberOf(run) is { } ended && NumberOf(wished) is { } awaited && ended >= awaited;

    // Runs of a tenant are numbered; the number stands at the end of the id.
    private static long? NumberOf(string? run) =>
        run is not null && long.TryParse(run.AsSpan(run.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
