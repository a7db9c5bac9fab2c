using System.Collections.Concurrent;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Limits;

namespace NimbusFunctions.Operations.Overview;

/// <summary>How one tenant stands, with its services, letters, plans, receipts and triggers.</summary>
internal sealed class TenantOperations(
    StoreTables tables, TenantGathering gathering, ScheduleStore presences, LetterCounts counts, ServiceStore services, LimitsInForce limits, ReceiptBook receipts, TimeProvider time)
{
    private const int LastReceipts = 5;

    // Tenants that nobody looks at any more are forgotten with the next that somebody does.
    private const int MostHeld = 100;

    private readonly ConcurrentDictionary<string, HeldReading<Found>> held = new(StringComparer.Ordinal);

    /// <summary>Null where there is no such tenant.</summary>
    public async Task<TenantOperationsAnswer?> ReadAsync(string tenant, CancellationToken cancellation)
    {
        if (held.Count > MostHeld)
            held.Clear();
        return (await held.GetOrAdd(tenant, id => new(async stop => new(await GatherAsync(id, stop)), time)).ReadAsync(cancellation)).Answer;
    }

    /// <summary>Reads it now.</summary>
    internal async Task<TenantOperationsAnswer?> GatherAsync(string tenant, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var listing = services.ListAsync(tenant, cancellation);
        var counting = counts.OfAsync(tenant, cancellation);
        var polling = presences.FindAsync(tenant, cancellation);
        var purging = ReceiptsAsync(tenant, cancellation);
        var pauses = await gathering.PausesAsync(cancellation);
        await Task.WhenAll(listing, counting, polling, purging);
        if (await gathering.ReadAsync(tenant, (await polling)?.Schedule, await counting, pauses, cancellation) is not { } facts
            || await limits.FindAsync(tenant, cancellation) is not { } all)
            return null;
        var slots = facts.Slots.ToDictionary(use => use.Partition.Hash, StringComparer.Ordinal);
        return new(
            now,
            TenantItem.Of(facts, now),
            [.. (await listing).Select(stored => ServiceItem.Of(stored.Service, modality => slots.GetValueOrDefault(TaskPartition.Of(tenant, stored.Service.Id, modality).Hash), all.Limits))],
            new(facts.Letters.Total, facts.Letters.IsComplete, facts.Letters.ByQueue),
            [.. facts.Plans.OrderBy(plan => plan.Created).Select(plan => new PlanWaiting(plan.Hash, plan.Created, plan.Removals))],
            [.. (await purging).Select(ReceiptAnswer.Of)],
            [.. facts.Suspended.Select(trigger => new SuspendedTrigger(
                trigger.Id, trigger.Kind, trigger.UserId, trigger.Health.Cause!.Value, trigger.Health.Since, trigger.Health.Missed, trigger.Health.NextTry))]);
    }

    private async Task<IReadOnlyList<ReceiptLine>> ReceiptsAsync(string tenant, CancellationToken cancellation)
    {
        var head = await tables.Receipts.GetEntityIfExistsAsync<Azure.Data.Tables.TableEntity>(tenant, ReceiptRows.Head, null, cancellation);
        var lines = new List<ReceiptLine>();
        if (head.HasValue)
        {
            await foreach (var line in receipts.ReadAsync(tenant, Math.Max(0, ReceiptRows.ReadHead(head.Value!).Last - LastReceipts), cancellation))
                lines.Add(line);
        }

        lines.Reverse();
        return lines;
    }

    private sealed record Found(TenantOperationsAnswer? Answer);
}
