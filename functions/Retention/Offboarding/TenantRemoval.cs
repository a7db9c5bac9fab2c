using Microsoft.Extensions.Options;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>
/// What a tenant's purge does about its deletion: finishes what asking left half-way, ends the tenant when the grace time is
/// over, and when nothing that began before can be at work any more, removes all its rows. Each step is found again by what the
/// one before it stored.
/// </summary>
internal sealed class TenantRemoval(
    StoreTables tables, TenantStore tenants, TenantServices services, ReceiptBook receipts, RemovalWorkBook book,
    IOptions<RetentionOptions> options, ILogger<TenantRemoval> log) : IPurgeDuty
{
    private const string Author = "off-boarding";

    public async Task<PurgeStop> WorkAsync(PurgeSlice slice, CancellationToken cancellation)
    {
        if (await tenants.FindStoredAsync(slice.Tenant, cancellation) is not { } stored)
            return await ForgetAsync(slice.Tenant, cancellation);
        if (stored.Tenant.Ended is not null)
            return await RemoveAsync(slice, stored.Tenant, cancellation);
        if (!stored.Tenant.IsPendingDeletion)
            return PurgeStop.Done;
        await services.FollowAsync(stored.Tenant, Author, cancellation);
        return TenantDeletion.IsOver(stored.Tenant, slice.Clock.GetUtcNow()) ? await EndAsync(slice, stored, cancellation) : PurgeStop.Done;
    }

    /// <summary>From the write over the tenant's row on it is not there any more; a cancellation at the same time loses or wins wholly.</summary>
    private async Task<PurgeStop> EndAsync(PurgeSlice slice, StoredTenant stored, CancellationToken cancellation)
    {
        var guards = await slice.Guards.NowAsync(cancellation);
        // It ends when the hold or the pause does; until then its data goes by the days.
        if (guards.IsPaused || guards.Holds)
            return PurgeStop.Done;
        var ended = TenantDeletion.End(stored.Tenant, slice.Clock.GetUtcNow());
        await tenants.Ended.RememberAsync(new(ended.Id, ended.Ended!.Value, guards.InForce[DataKind.Receipts]), cancellation);
        if (!await tenants.ReplaceAsync(stored, ended, cancellation))
            return PurgeStop.GuardsChanged;
        log.TenantEnded(ended.Id);
        return await RemoveAsync(slice, ended, cancellation);
    }

    private async Task<PurgeStop> RemoveAsync(PurgeSlice slice, Tenant tenant, CancellationToken cancellation)
    {
        // Schedulers that go by the list write rows of those who are in it.
        await tenants.UnlistAsync(tenant.Id, cancellation);
        if (slice.Clock.GetUtcNow() < tenant.Ended!.Value + TimeSpan.FromMinutes(options.Value.QuietMinutes))
            return PurgeStop.GuardsChanged;
        var removal = new TenantRowsRemoval(slice, tenant, tables, tenants, book);
        while (true)
        {
            // Read before the pass that proves it: whoever sets a hold or a pause later changes this row.
            if (await tenants.FindStoredAsync(tenant.Id, cancellation) is not { } stored || stored.Tenant.Ended != tenant.Ended)
                return PurgeStop.GuardsChanged;
            if (await removal.OpenAsync(cancellation) is not PurgeStop.Done and var stop)
                return stop;
            if (await removal.PassAsync(cancellation) is not PurgeStop.Done and var end)
                return end;
            if (removal.FoundAny)
                continue;
            // However fresh what the slice knows is, this is fresher than the tenant's row.
            if (await tenants.HasMoreAsync(tenant.Id, cancellation))
                return PurgeStop.GuardsChanged;
            if (!removal.Work.IsTold && !await TellAsync(slice, removal, cancellation))
                return PurgeStop.Overtaken;
            if (!await tenants.RemoveAsync(stored, cancellation))
                continue;
            await book.RemoveAsync(tenant.Id, cancellation);
            log.TenantRemoved(tenant.Id);
            return PurgeStop.GuardsChanged;
        }
    }

    private async Task<bool> TellAsync(PurgeSlice slice, TenantRowsRemoval removal, CancellationToken cancellation) =>
        (removal.ETag ?? await book.WriteAsync(slice.Tenant, removal.Work, null, cancellation)) is { } tag
        && await book.TellAsync(slice.Tenant, removal.Work, tag, slice.Clock.GetUtcNow(), cancellation);

    /// <summary>A tenant that is gone is remembered for its receipts: when the last of them is dropped, no longer.</summary>
    private async Task<PurgeStop> ForgetAsync(string tenant, CancellationToken cancellation)
    {
        // What a crash after the very last step has left.
        await book.RemoveAsync(tenant, cancellation);
        await foreach (var _ in receipts.ReadAsync(tenant, 0, cancellation))
            return PurgeStop.Done;
        await tenants.Ended.ForgetAsync(tenant, cancellation);
        return PurgeStop.Done;
    }
}
