using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Sync;

/// <summary>Settles hints about users: reads the truth, decides, and stores it. The ledger's line comes before the deed.</summary>
internal sealed class UserSettlement(
    HintStore hints, AllTeams allTeams, Refutation refutation, LedgerStore ledger, TimeProvider time, ILogger<UserSettlement> log)
{
    private const int ChunkSize = 100;

    /// <summary>Goes through all hints that this run has not tried yet.</summary>
    /// <returns>How many were looked at.</returns>
    public async Task<int> PassAsync(SliceContext slice)
    {
        var after = "";
        var count = 0;
        while (!slice.Progress.OutOfTime)
        {
            var chunk = await hints.NextAsync(slice.Tenant, HintKind.User, after, ChunkSize, slice.Token);
            if (chunk.Count == 0)
                break;
            after = chunk[^1].Hint.Subject;
            var open = chunk.Where(stored => stored.Hint.TriedIn != slice.Run).ToList();
            if (open.Count > 0)
                await SettleAsync(slice, open);
            count += open.Count;
        }

        return count;
    }

    private async Task SettleAsync(SliceContext slice, List<StoredHint> chunk)
    {
        var rows = await slice.Rows.FindAsync([.. chunk.Select(stored => stored.Hint.Subject)], slice.Token);
        var truths = await slice.Directory.UsersAsync([.. rows.Keys], slice.Token);
        await slice.CheckpointAsync();
        var verdicts = chunk.Where(stored => rows.ContainsKey(stored.Hint.Subject)).ToDictionary(
            stored => stored.Hint.Subject,
            stored => UserDecision.Settle(
                rows[stored.Hint.Subject].User, truths[stored.Hint.Subject], stored.Hint, slice.Run));
        var changes = verdicts
            .Where(verdict => verdict.Value.User is { } user && !UserDecision.Same(user, rows[verdict.Key].User))
            .ToDictionary(verdict => verdict.Key, verdict => verdict.Value);
        await CollectRemovalsAsync(slice, chunk, changes, rows, truths);
        await ledger.AppendAsync(slice.Tenant, [.. Lines(slice, changes)], slice.Token);
        // Before the rows: once they are written, a repetition no longer sees that anything changed.
        await hints.AddAsync(slice.Tenant, [.. Recounts(changes, rows)], slice.Token);
        if (SomebodyIsBack(chunk, truths) || changes.Values.Any(verdict => verdict.Action == LedgerActions.UserRestored))
            await hints.AddAsync(slice.Tenant, [.. await allTeams.HintsAsync(slice.Tenant, full: false, slice.Token)], slice.Token);
        var lost = await slice.Rows.WriteAsync([.. changes.Values.Select(verdict => verdict.User!)], slice.Token);
        foreach (var verdict in changes.Where(change => !lost.Contains(change.Key)).Select(change => change.Value))
            Count(slice, verdict);
        slice.Progress.Note();
        var looked = chunk.Select(stored => (stored, Learnt(slice, stored.Hint, verdicts.GetValueOrDefault(stored.Hint.Subject), truths, lost)));
        await hints.CloseAsync(slice.Tenant, [.. looked], slice.Token);
    }

    /// <summary>
    /// Whose access would end waits for the guard and is taken out of what is done now; who is there after all is
    /// no longer to be removed.
    /// </summary>
    private async Task CollectRemovalsAsync(
        SliceContext slice,
        List<StoredHint> chunk,
        Dictionary<string, UserVerdict> changes,
        IReadOnlyDictionary<string, StoredUser> rows,
        IReadOnlyDictionary<string, UserTruth> truths)
    {
        List<Removal> proven = [];
        foreach (var hint in chunk.Select(stored => stored.Hint))
        {
            if (changes.TryGetValue(hint.Subject, out var verdict) && rows[hint.Subject].User.State == UserState.Active
                && verdict.User!.State is UserState.SoftDeleted or UserState.Gone)
            {
                proven.Add(new(
                    hint.Subject,
                    "",
                    verdict.User.State == UserState.Gone ? RemovalCause.UserDeleted : RemovalCause.UserSoftDeleted,
                    verdict.Proof!,
                    truths[hint.Subject].AsOf,
                    slice.Run,
                    hint.Tombstone,
                    hint.MissingIn));
                changes.Remove(hint.Subject);
            }
        }

        await slice.Removals.PutAsync(proven, slice.Token);
        var present = truths.Where(truth => truth.Value is UserTruth.Present).Select(truth => new RemovalKey(truth.Key, "")).ToList();
        // Lists that were read while somebody waited to be removed lack and do not count him.
        if (slice.Removals.Known(present).Count > 0)
            await hints.AddAsync(slice.Tenant, [.. await allTeams.HintsAsync(slice.Tenant, full: false, slice.Token)], slice.Token);
        await refutation.RefuteAsync(slice, present);
    }

    private IEnumerable<LedgerEntry> Lines(SliceContext slice, Dictionary<string, UserVerdict> changes) =>
        changes.Where(change => change.Value.Action is not null).Select(change => new LedgerEntry(
            time.GetUtcNow(), slice.Run, change.Value.Action!, change.Key, change.Value.Proof ?? "present in the directory"));

    /// <summary>The services whose lists count a user no longer, or again.</summary>
    private static IEnumerable<Hint> Recounts(
        Dictionary<string, UserVerdict> changes, IReadOnlyDictionary<string, StoredUser> rows) =>
        changes.Where(change => change.Value.Action is not null)
            .SelectMany(change => rows[change.Key].User.Memberships)
            .Select(membership => membership.ServiceId)
            .Distinct()
            .Select(service => new Hint(HintKind.Service, service));

    /// <summary>
    /// Somebody was told or seen to be away and is there. Lists that were read meanwhile lack the user, and no delta of
    /// the groups says that they show the user again: all teams are read.
    /// </summary>
    private static bool SomebodyIsBack(List<StoredHint> chunk, IReadOnlyDictionary<string, UserTruth> truths) =>
        chunk.Any(stored => (stored.Hint.MissingIn is not null || stored.Hint.Tombstone != Tombstone.None)
            && truths.GetValueOrDefault(stored.Hint.Subject) is UserTruth.Present);

    private void Count(SliceContext slice, UserVerdict verdict)
    {
        switch (verdict.Action)
        {
            case LedgerActions.UserSoftDeleted:
                slice.Tally.Add(softDeleted: 1);
                break;
            case LedgerActions.UserDeleted:
                slice.Tally.Add(deleted: 1);
                break;
            case LedgerActions.UserRestored:
                slice.Tally.Add(restored: 1);
                log.SyncUserRestored(slice.Tenant);
                break;
            default:
                slice.Tally.Add(updated: 1);
                break;
        }
    }

    /// <summary>What a hint is to be from now on; null: it is settled.</summary>
    private Hint? Learnt(
        SliceContext slice, Hint hint, UserVerdict? verdict, IReadOnlyDictionary<string, UserTruth> truths, IReadOnlySet<string> lost)
    {
        if (verdict is null || (!verdict.Keep && !lost.Contains(hint.Subject)))
            return null;
        if (truths[hint.Subject] is UserTruth.Unknown unknown)
        {
            log.SyncUnknownTruth(slice.Tenant, unknown.Reason);
            slice.Tally.Problem($"Graph: {unknown.Reason}");
        }
        else
        {
            slice.Tally.WantSecondLook();
        }

        return hint with
        {
            // Whoever was seen is no longer missed.
            MissingIn = truths[hint.Subject] is UserTruth.Present ? null : verdict.MissingIn ?? hint.MissingIn,
            TriedIn = slice.Run,
            Tries = hint.Tries + 1,
        };
    }
}
