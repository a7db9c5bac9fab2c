using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>
/// A slice's part of an erasure. Passes over all places follow each other until one finds nothing; where a pass stands is
/// stored after each page, over what was read alone, so that it can be stopped anywhere and of two only one goes on.
/// </summary>
internal sealed class ErasureRun(
    PurgeSlice slice, Erasure begun, ETag tag, StoreTables tables, ErasureBook book, ErasureDeeds deeds, UserStore users)
{
    /// <summary>How long rows under hold are not looked at.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    private readonly SubjectWalk walk = new(tables);
    private Erasure erasure = begun;
    private ETag tag = tag;
    private SubjectNames names = new(begun.UserId, begun.Names);

    /// <summary>What was found is verified: the receipt may follow.</summary>
    public (Erasure Erasure, ETag ETag) State => (erasure, tag);

    /// <returns>Done: all is verified, or what is left waits for a hold or for the directory.</returns>
    public async Task<PurgeStop> RunAsync(CancellationToken cancellation)
    {
        if (erasure.Verified is not null || erasure.NextLook > slice.Clock.GetUtcNow())
            return PurgeStop.Done;
        while (erasure.Verified is null)
        {
            if (await WaitsAsync(cancellation))
                return PurgeStop.Done;
            var stop = await PassAsync(cancellation);
            if (stop is not PurgeStop.Done)
                return stop;
            if (!await StoreAsync(erasure.AfterPass(slice.Clock.GetUtcNow(), Patience), cancellation))
                return PurgeStop.Overtaken;
            if (erasure.NextLook is not null)
                return PurgeStop.Done;
        }

        return PurgeStop.Done;
    }

    /// <summary>Held by name, or back with access: nothing is done about it until that ends.</summary>
    public async Task<bool> WaitsAsync(CancellationToken cancellation) =>
        (await slice.Guards.NowAsync(cancellation)).HeldUsers.Contains(erasure.UserId)
        || await users.FindAsync(slice.Tenant, erasure.UserId, cancellation) is { State: UserState.Active };

    private async Task<PurgeStop> PassAsync(CancellationToken cancellation)
    {
        while (!erasure.At.IsEnd)
        {
            var place = SubjectPlaces.All[erasure.At.Place];
            await foreach (var page in walk.PagesAsync(slice.Tenant, erasure.UserId, erasure.At, cancellation))
            {
                if (page.Count == 0)
                    continue;
                if (await CheckAsync(cancellation) is not PurgeStop.Done and var stop)
                    return stop;
                var (end, outcome) = await PageAsync(place, page, cancellation);
                var reached = end is PurgeStop.Done ? new SubjectPosition(erasure.At.Place, page[^1].PartitionKey, page[^1].RowKey) : erasure.At;
                // A page that was stopped half-way is looked at again from its beginning.
                if (!await StoreAsync(After(outcome, reached), cancellation))
                    return PurgeStop.Overtaken;
                if (end is not PurgeStop.Done)
                    return end;
            }

            if (!await StoreAsync(erasure with { At = erasure.At.NextPlace() }, cancellation))
                return PurgeStop.Overtaken;
        }

        return PurgeStop.Done;
    }

    private Erasure After(ErasureOutcome outcome, SubjectPosition reached) => erasure with
    {
        At = reached,
        Changed = erasure.Changed + outcome.Changed,
        Found = erasure.Found + outcome.Changed + outcome.Missed,
        Held = erasure.Held + outcome.Held,
    };

    private async Task<(PurgeStop Stop, ErasureOutcome Outcome)> PageAsync(
        SubjectPlace place, IReadOnlyList<TableEntity> page, CancellationToken cancellation)
    {
        await LearnAsync(page, cancellation);
        var outcome = ErasureOutcome.None;
        foreach (var part in ErasureDeeds.Parts(place, page, names))
        {
            if (await CheckAsync(cancellation) is not PurgeStop.Done and var stop)
                return (stop, outcome);
            var guards = await slice.Guards.NowAsync(cancellation);
            var free = part.Where(row => !ErasureDeeds.Holds(guards, place, row)).ToList();
            outcome = outcome.And(new(0, 0, part.Count - free.Count));
            if (free.Count > 0)
                await slice.Pace.RunAsync(
                    async () => outcome = outcome.And(await deeds.DoAsync(slice.Tenant, place, free, names, erasure, MayGoOnAsync, cancellation)), cancellation);
        }

        return (PurgeStop.Done, outcome);
    }

    /// <summary>A former name is written down before the row that tells it changes, and looked for everywhere by the next pass.</summary>
    private async Task LearnAsync(IReadOnlyList<TableEntity> page, CancellationToken cancellation)
    {
        var learnt = page.Select(row => RowRewrite.FormerName(row, names)).OfType<string>().Where(SubjectNames.IsTelling).Distinct().ToList();
        if (learnt.Count == 0)
            return;
        names = new(erasure.UserId, erasure.Names.AddRange(learnt));
        await StoreAsync(erasure with { Names = names.Names, Found = erasure.Found + 1 }, cancellation);
    }

    private async ValueTask<PurgeStop> CheckAsync(CancellationToken cancellation)
    {
        if (slice.IsOver)
            return PurgeStop.TimeOver;
        var guards = await slice.Guards.NowAsync(cancellation);
        return guards.IsPaused || guards.HeldUsers.Contains(erasure.UserId) ? PurgeStop.GuardsChanged : PurgeStop.Done;
    }

    /// <summary>Whether a removal in several transactions may go on: a hold that has come keeps recordings.</summary>
    private async ValueTask<bool> MayGoOnAsync(CancellationToken cancellation) =>
        await CheckAsync(cancellation) is PurgeStop.Done && !(await slice.Guards.NowAsync(cancellation)).Holds;

    private async Task<bool> StoreAsync(Erasure next, CancellationToken cancellation)
    {
        if (await book.WriteAsync(slice.Tenant, next, tag, cancellation) is not { } written)
            return false;
        (erasure, tag) = (next, written);
        return true;
    }
}
