using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Retention.Plan;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>
/// Carries out the erasures of a tenant, in the slices of its purge. One that a legal hold or the directory keeps waiting
/// keeps nothing else waiting.
/// </summary>
internal sealed class ErasureDuty(StoreTables tables, ErasureBook book, ErasureDeeds deeds, UserStore users, LedgerStore ledger) : IPurgeDuty
{
    public async Task<PurgeStop> WorkAsync(PurgeSlice slice, CancellationToken cancellation)
    {
        var guards = await slice.Guards.NowAsync(cancellation);
        if (guards.IsPaused)
            return PurgeStop.GuardsChanged;
        await book.ForgetAsync(slice.Tenant, slice.Planned - KindCut.Margin - TimeSpan.FromDays(guards.InForce[DataKind.Receipts]), cancellation);
        foreach (var (erasure, tag) in await book.ListAsync(slice.Tenant, cancellation))
        {
            if (await WorkAsync(slice, new(slice, erasure, tag, tables, book, deeds, users), cancellation) is not PurgeStop.Done and var stop)
                return stop;
        }

        return PurgeStop.Done;
    }

    private async Task<PurgeStop> WorkAsync(PurgeSlice slice, ErasureRun run, CancellationToken cancellation)
    {
        var stop = await run.RunAsync(cancellation);
        if (stop is PurgeStop.GuardsChanged && await run.WaitsAsync(cancellation))
            return PurgeStop.Done;
        var (erasure, tag) = run.State;
        if (stop is not PurgeStop.Done || erasure.Verified is not { } verified)
            return stop;
        // Told again after a crash it is the same line.
        var author = new SubjectNames(erasure.UserId, erasure.Names).Replace(erasure.Author, erasure.Pseudonym);
        await ledger.AppendAsync(
            slice.Tenant,
            [new(verified, $"call-{erasure.Pseudonym}", LedgerActions.SubjectErasureDone, erasure.Pseudonym, $"{erasure.Changed} rows, asked by {author}")],
            cancellation);
        return await book.FinishAsync(slice.Tenant, erasure, tag, cancellation) ? PurgeStop.Done : PurgeStop.Overtaken;
    }
}
