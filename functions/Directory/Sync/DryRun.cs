using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Graph;
using NimbusFunctions.Ledger;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// What a run would do now: the real code over the real tables, with every write kept in memory and forgotten. One at
/// a time per tenant and instance.
/// </summary>
internal sealed class DryRun(GraphClients graph, StoreTables tables, TimeProvider time)
{
    /// <summary>An http call lives 230 seconds in Azure (Functions: "Scale and hosting", http trigger).</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(200);

    private const int MostLines = 1000;

    // Its log would tell of removals that nobody carried out.
    private readonly SyncComposition composition = new(graph, time, NullLoggerFactory.Instance);
    private readonly ConcurrentDictionary<string, bool> underWay = new(StringComparer.Ordinal);

    /// <summary>Null where one is under way for the tenant.</summary>
    public async Task<DryRunAnswer?> RunAsync(string tenant, CancellationToken cancellation)
    {
        if (!underWay.TryAdd(tenant, true))
            return null;
        try
        {
            var copy = tables.Through((name, table) => new MemoryTable(name, table, time));
            var state = new SyncStateStore(copy, time);
            var (schedule, _) = await state.ReadScheduleAsync(tenant, cancellation);
            var request = new SyncRequest(tenant, schedule.Sequence + 1, 0, time.GetUtcNow());
            var complete = await RunAsync(composition.Over(copy), request, cancellation);
            return await AnswerAsync(copy, state, request, complete, time.GetUtcNow(), cancellation);
        }
        finally
        {
            underWay.TryRemove(tenant, out _);
        }
    }

    private async Task<bool> RunAsync(TenantSync sync, SyncRequest request, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await sync.RunSliceAsync(request, stop.Token) is SliceEnd.Finished { Failure: null };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<DryRunAnswer> AnswerAsync(
        StoreTables copy, SyncStateStore state, SyncRequest request, bool complete, DateTimeOffset now, CancellationToken cancellation)
    {
        var (tenant, run) = (request.Tenant, request.Run.ToString());
        var last = await state.ReadLastRunAsync(tenant, cancellation) is { } ended && ended.Id == run ? ended : null;
        var held = (await new RemovalStore(copy).ReadAsync(tenant, cancellation)).Where(removal => removal.IsHeld).ToLookup(removal => removal.Plan);
        var plans = (await new PlanStore(copy).ListAsync(tenant, cancellation)).Where(plan => plan.Run == run)
            .Select(plan => PlanAnswer.Of(plan, [.. held[plan.Hash]]) with { Items = [.. held[plan.Hash].Take(MostLines).Select(PlanItem.Of)] });
        var lines = new List<DryRunLine>();
        await foreach (var line in new LedgerStore(copy).ReadRunAsync(tenant, run, request.Begun, now, cancellation))
        {
            if (lines.Count < MostLines)
                lines.Add(new(line.Action, line.Subject, line.Scope.Length == 0 ? null : line.Scope, line.Proof));
        }

        return new(complete, last?.Kind, last?.Counts, lines, [.. plans], last?.Problems ?? []);
    }
}

/// <summary>What <c>POST /v1/tenants/{t}/sync?dryRun=true</c> answers; nothing of it was stored.</summary>
/// <param name="Complete">Whether it came to its end: within 200 seconds, and without trouble.</param>
/// <param name="Kind"><c>full</c>, <c>delta</c> or <c>audit</c>; null where it did not end.</param>
/// <param name="Counts">What the run would count; null where it did not end.</param>
/// <param name="Lines">What it would do, as the ledger would say, at most 1,000 lines.</param>
/// <param name="HeldPlans">What it would hold, each with at most 1,000 removals.</param>
/// <param name="Problems">What troubled it.</param>
internal sealed record DryRunAnswer(
    bool Complete,
    string? Kind,
    RunCounts? Counts,
    IReadOnlyList<DryRunLine> Lines,
    IReadOnlyList<PlanAnswer> HeldPlans,
    IReadOnlyList<string> Problems);

/// <summary>A line that the ledger would get.</summary>
internal sealed record DryRunLine(string Action, string Subject, string? Scope, string Proof);
