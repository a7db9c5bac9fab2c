using Microsoft.Extensions.Options;
using NimbusFunctions.Ledger;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Retention.Offboarding;

/// <summary>
/// Takes the steps of a tenant's deletion, each with a line in the audit. The tenant is marked first and its services follow:
/// whoever repeats a step, and the hourly purge, finish what a crash left half-way.
/// </summary>
internal sealed class TenantSteps(
    TenantStore tenants, TenantServices services, GuardStore guards, LedgerStore ledger, PurgeScheduler purges,
    IOptions<RetentionOptions> options, TimeProvider time)
{
    /// <returns>The tenant; null where it has ended.</returns>
    public async Task<Tenant?> AskAsync(string tenant, string author, CancellationToken cancellation)
    {
        var asked = await ChangeAsync(
            tenant, before => TenantDeletion.Ask(before, time.GetUtcNow()), LedgerActions.TenantDeletionAsked, author, cancellation);
        if (asked is not null)
            await services.FollowAsync(asked, author, cancellation);
        return asked;
    }

    /// <returns>The tenant with the end of its grace time, or why not.</returns>
    public async Task<(Tenant? Tenant, Problem? Refused)> ConfirmAsync(string tenant, string author, CancellationToken cancellation)
    {
        if ((await guards.ReadAsync(tenant, cancellation)).Holds.Length is > 0 and var holds)
            return (null, Problem.Conflict(
                ProblemTypes.LegalHold, $"{holds} legal holds keep data of the tenant; release them first: GET …/retention/holds lists them."));
        var grace = TimeSpan.FromHours(options.Value.GraceHours);
        var confirmed = await ChangeAsync(
            tenant, before => TenantDeletion.Confirm(before, time.GetUtcNow(), grace), LedgerActions.TenantDeletionConfirmed, author, cancellation);
        if (confirmed is null)
            return (null, NotPending(tenant));
        if (TenantDeletion.IsOver(confirmed, time.GetUtcNow()))
            await purges.QueueAsync(tenant, cancellation);
        return (confirmed, null);
    }

    /// <returns>The tenant, or why not.</returns>
    public async Task<(Tenant? Tenant, Problem? Refused)> CancelAsync(string tenant, string author, CancellationToken cancellation)
    {
        if (await tenants.FindAsync(tenant, cancellation) is not { DeletionAsked: { } asked } pending
            || TenantDeletion.Cancel(pending, time.GetUtcNow()) is null)
            return (null, NotPending(tenant));
        // Before the tenant, so that a repetition goes on after a crash; and after it, for what its purge marked in between.
        await services.RestoreAsync(tenant, asked, author, cancellation);
        var normal = await ChangeAsync(
            tenant,
            before => before.DeletionAsked == asked ? TenantDeletion.Cancel(before, time.GetUtcNow()) : null,
            LedgerActions.TenantDeletionCanceled,
            author,
            cancellation);
        if (normal is null)
            return (null, NotPending(tenant));
        await services.RestoreAsync(tenant, asked, author, cancellation);
        return (normal, null);
    }

    public static Problem NotPending(string tenant) => Problem.Conflict(
        ProblemTypes.DeletionNotPending, $"No deletion of tenant {tenant} is pending, or its grace time is over; DELETE the tenant first.");

    /// <returns>The tenant after the step; null where it is not to be taken.</returns>
    private async Task<Tenant?> ChangeAsync(
        string tenant, Func<Tenant, Tenant?> step, string action, string author, CancellationToken cancellation)
    {
        for (var isTold = false; ; isTold = true)
        {
            if (await tenants.FindStoredAsync(tenant, cancellation) is not { Tenant.Ended: null } before || step(before.Tenant) is not { } after)
                return null;
            if (after == before.Tenant)
                return after;
            if (!isTold)
                await ledger.AppendAsync(tenant, [LedgerEntry.OfCall(time.GetUtcNow(), action, tenant, $"by {author}")], cancellation);
            if (await tenants.ReplaceAsync(before, after, cancellation))
                return after;
        }
    }
}
