using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Retention.Guards;

/// <summary>What somebody does about a tenant's guards; each leaves a line in the audit, written before the deed.</summary>
internal sealed class GuardDesk(SettingsStore settings, RetentionPlanReader plans, GuardStore store, LedgerStore ledger, TimeProvider time)
{
    /// <summary>Who the audit says it was done to, where it was done to all of a tenant's data.</summary>
    private const string WholeTenant = "retention";

    /// <summary>Takes back every lowering that does not count yet: the days in force come back into the section.</summary>
    /// <returns>False where somebody changed the section meanwhile.</returns>
    public async Task<bool> CancelAsync(string tenant, string author, CancellationToken cancellation)
    {
        var (stored, section, held) = await plans.ReadHeldAsync(tenant, cancellation);
        if (held.IsEmpty)
            return true;
        await WriteLineAsync(tenant, LedgerActions.LoweringCanceled, WholeTenant, author, cancellation);
        var former = held.Aggregate(section, (next, lowering) => next.With(lowering.Kind, lowering.InForce));
        return await settings.WriteAsync(
            tenant, SettingsCatalogue.Retention, SettingsCatalogue.Retention.Write(former), stored.Revision, author, cancellation) is not null;
    }

    /// <summary>Throws or (null) turns back the tenant's switch.</summary>
    public async Task SwitchAsync(string tenant, PurgePause? pause, string author, CancellationToken cancellation)
    {
        await WriteLineAsync(tenant, pause is null ? LedgerActions.PurgeResumed : LedgerActions.PurgePaused, WholeTenant, author, cancellation);
        await store.WritePauseAsync(tenant, pause, cancellation);
    }

    /// <summary>The same of the switch of all tenants; the line lies with what belongs to none.</summary>
    public async Task SwitchAllAsync(PurgePause? pause, string author, CancellationToken cancellation)
    {
        await WriteLineAsync(DeadLetterStore.NoTenant, pause is null ? LedgerActions.PurgeResumed : LedgerActions.PurgePaused, WholeTenant, author, cancellation);
        await store.WritePauseAsync(GuardStore.AllTenants, pause, cancellation);
    }

    /// <returns>The hold; null where the tenant has as many as it may.</returns>
    public async Task<LegalHold?> HoldAsync(
        string tenant, string? user, string? service, string reason, string author, CancellationToken cancellation)
    {
        if ((await store.ReadAsync(tenant, cancellation)).Holds.Length >= LegalHold.MostOfTenant)
            return null;
        var hold = new LegalHold(Guid.NewGuid().ToString("N"), user, service, reason, author, time.GetUtcNow());
        await WriteLineAsync(tenant, LedgerActions.LegalHoldSet, hold, author, cancellation);
        await store.AddHoldAsync(tenant, hold, cancellation);
        return hold;
    }

    public async Task ReleaseAsync(string tenant, LegalHold hold, string author, CancellationToken cancellation)
    {
        await WriteLineAsync(tenant, LedgerActions.LegalHoldReleased, hold, author, cancellation);
        await store.RemoveHoldAsync(tenant, hold.Id, cancellation);
    }

    private Task WriteLineAsync(string tenant, string action, LegalHold hold, string author, CancellationToken cancellation) =>
        WriteAsync(tenant, LedgerEntry.OfCall(time.GetUtcNow(), action, hold.Subject, $"hold {hold.Id}, by {author}", hold.Service ?? ""), cancellation);

    private Task WriteLineAsync(string tenant, string action, string subject, string author, CancellationToken cancellation) =>
        WriteAsync(tenant, LedgerEntry.OfCall(time.GetUtcNow(), action, subject, $"by {author}"), cancellation);

    private async Task WriteAsync(string tenant, LedgerEntry line, CancellationToken cancellation)
    {
        // Of a tenant that has ended the audit goes too: a line that comes now might stay behind.
        if (!await store.IsEndedAsync(tenant, cancellation))
            await ledger.AppendAsync(tenant, [line], cancellation);
    }
}
