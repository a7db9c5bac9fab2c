using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;

namespace NimbusFunctions.Directory.Removals;

/// <summary>Throws the emergency switch and turns it back; each leaves a line in the audit, written before the deed.</summary>
internal sealed class PauseDesk(PlanStore plans, LedgerStore ledger, TimeProvider time)
{
    // What the audit says it was done to.
    private const string Removals = "removals";

    /// <param name="tenant">Whose switch; null: that of all tenants.</param>
    /// <param name="pause">Who pauses removals and why; null: they go on.</param>
    /// <param name="author">Who does it.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task SwitchAsync(string? tenant, RemovalPause? pause, string author, CancellationToken cancellation)
    {
        var line = LedgerEntry.OfCall(
            time.GetUtcNow(), pause is null ? LedgerActions.RemovalsResumed : LedgerActions.RemovalsPaused, Removals, $"by {author}");
        await ledger.AppendAsync(tenant ?? DeadLetterStore.NoTenant, [line], cancellation);
        await plans.WritePauseAsync(tenant ?? RemovalKeys.AllTenants, pause, cancellation);
    }
}
