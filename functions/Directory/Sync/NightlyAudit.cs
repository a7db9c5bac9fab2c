using NimbusFunctions.Graph;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// The nightly audit of a tenant: when a run has settled all that the deltas told, everything is compared with the
/// directory, at low priority and behind the same guard, and what it found is drift.
/// </summary>
internal sealed class NightlyAudit(SyncStateStore state, FullComparison comparison, ILogger<NightlyAudit> log)
{
    /// <summary>Whether one is due and this run has not begun it yet.</summary>
    public async Task<bool> IsDueAsync(string tenant, RunState run, CancellationToken cancellation) =>
        run.AuditFrom is null
        && await state.ReadAuditDueAsync(tenant, cancellation) is not null;

    /// <summary>Hints at everything; what the run counts from now on was drift.</summary>
    public async Task BeginAsync(SliceContext slice)
    {
        if (slice.Use is { } use)
            use.Priority = GraphPriority.Low;
        await comparison.HintAsync(slice);
    }

    /// <summary>The audit is over; one that ended before it was done stays due.</summary>
    public async Task EndAsync(string tenant, string run, RunCounts mended, CancellationToken cancellation)
    {
        await state.WriteAuditDueAsync(tenant, null, cancellation);
        if (mended.IsNothing)
            log.AuditFoundNothing(tenant, run);
        else
            log.AuditMended(tenant, run, mended.Added, mended.Updated, mended.Left, mended.SoftDeleted, mended.Deleted, mended.Restored, mended.Held);
    }
}
