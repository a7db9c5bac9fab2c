using Azure;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Graph;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Runs;

/// <summary>Runs the slices of a sync and keeps what each of them read, so that the run can be explained and replayed.</summary>
internal sealed class RecordedSync(
    SyncComposition composition, StoreTables tables, GraphClients graph, TimeProvider time, ILogger<RecordedSync> log)
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly RunPages pages = new(tables);
    private readonly RunStore runs = new(tables);

    /// <inheritdoc cref="TenantSync.RunSliceAsync"/>
    public async Task<SliceEnd> RunSliceAsync(SyncRequest request, CancellationToken cancellation)
    {
        using var recording = new RunRecording(
            pages, runs, request.Tenant, request.Run, new SliceLine(request.Slice, time.GetUtcNow(), graph.BaseUrl));
        try
        {
            return await composition.Over(recording.Over(tables), recording).RunSliceAsync(request, cancellation);
        }
        // Of a tenant that was taken away nothing is written any more.
        catch (Exception failure) when (failure is not TenantRemovedException)
        {
            await BreakOffAsync(recording, request);
            throw;
        }
    }

    /// <summary>The slice broke off, perhaps because the store did: its failure is what is to be told, not this one.</summary>
    private async Task BreakOffAsync(RunRecording recording, SyncRequest request)
    {
        using var limit = new CancellationTokenSource(LastWords, time);
        try
        {
            await recording.BreakOffAsync(limit.Token);
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or OperationCanceledException or HttpRequestException)
        {
            log.RecordingCutShort(failure, request.Tenant, request.Run.ToString());
        }
    }
}
