using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Sync;

/// <summary>Settles hints about services: reads teams and members, has it decided, and stores the outcome.</summary>
internal sealed class ServiceSettlement(
    HintStore hints,
    ServiceReader reader,
    ServiceOutcomeStore outcomes,
    AllTeams allTeams,
    Refutation refutation,
    LedgerStore ledger,
    TimeProvider time,
    ILogger<ServiceSettlement> log)
{
    // Members and owners of each team: four batches of 20. Users lie in 16 partitions, so that fewer teams would make
    // many small transactions of them.
    private const int ChunkSize = 40;

    /// <summary>Goes through all hints that this run has not tried yet.</summary>
    /// <returns>How many were looked at.</returns>
    public async Task<int> PassAsync(SliceContext slice)
    {
        var count = 0;
        var (chunk, after) = await NextAsync(slice, "");
        // While one chunk is decided, the next one is read and the lists of the one before are stored.
        var reading = reader.ReadAsync(slice, chunk);
        var storing = Task.CompletedTask;
        try
        {
            while (chunk.Count > 0)
            {
                var readings = await reading;
                (chunk, after) = slice.Progress.OutOfTime ? ([], after) : await NextAsync(slice, after);
                reading = reader.ReadAsync(slice, chunk);
                var (decided, lost) = await SettleAsync(
                    slice, await StoredMembers.ByRowsAsync(slice, [.. readings.Select(item => (Whole(slice, item.Reading), item.Truth))]));
                await storing;
                storing = outcomes.StoreAsync(slice, decided, lost);
                count += readings.Count;
            }
        }
        catch
        {
            // Neither is left running behind a slice that is over.
            await Task.WhenAny(Task.WhenAll(reading, storing));
            throw;
        }

        await reading;
        await storing;
        return count;
    }

    private async Task<(IReadOnlyList<StoredHint> Chunk, string After)> NextAsync(SliceContext slice, string after)
    {
        while (true)
        {
            var chunk = await hints.NextAsync(slice.Tenant, HintKind.Service, after, ChunkSize, slice.Token);
            if (chunk.Count == 0)
                return ([], after);
            after = chunk[^1].Hint.Subject;
            var open = chunk.Where(stored => stored.Hint.TriedIn != slice.Run).ToList();
            if (open.Count > 0)
                return (open, after);
        }
    }

    /// <summary>
    /// Decides, and writes the users' own rows. What is left is to be stored after it: another chunk may be decided
    /// meanwhile, because it concerns other services and finds the users as they are now.
    /// </summary>
    private async Task<(IReadOnlyCollection<ServiceOutcome> Decided, IReadOnlySet<string> Lost)> SettleAsync(
        SliceContext slice, IReadOnlyList<(ServiceReading Reading, TeamTruth? Truth)> readings)
    {
        var now = time.GetUtcNow();
        var verdicts = readings
            .Select(item => (item.Reading, Verdict: ServiceVerdict.Decide(item.Reading, item.Truth, slice.Run, now))).ToList();
        var rows = await slice.Rows.FindAsync([.. verdicts.SelectMany(item => Concerned(item.Reading, item.Verdict))], slice.Token);
        var missed = verdicts.Select(item => item.Verdict).OfType<ServiceVerdict.Compared>()
            .SelectMany(compared => compared.Comparison.Absent).Distinct()
            .Where(id => rows.TryGetValue(id, out var row) && row.User.State == UserState.Active).ToList();
        var truths = await slice.Directory.UsersAsync(missed, slice.Token);
        await slice.CheckpointAsync();

        var changes = new MemberChanges(rows);
        var decisions = new MemberDecisions(changes, slice.Removals.Find, slice.Newcomers.Id, slice.Run, now);
        var decided = verdicts.Select(item => item.Verdict switch
        {
            ServiceVerdict.Ended ended => decisions.End(item.Reading, ended),
            ServiceVerdict.Compared compared => decisions.Compare(item.Reading, compared, truths),
            ServiceVerdict.ByHand => decisions.Keep(item.Reading),
            ServiceVerdict.Open open => ServiceOutcome.Open(item.Reading, open.MissingIn, open.Problem),
            _ => throw new InvalidOperationException("A verdict of an unknown kind."),
        }).ToList();

        decided.ForEach(outcome => Report(slice, outcome));
        await ledger.AppendAsync(slice.Tenant, [.. decided.SelectMany(outcome => outcome.Lines)], slice.Token);
        await slice.Removals.PutAsync(decided.SelectMany(outcome => outcome.Leaving), slice.Token);
        await refutation.RefuteAsync(slice, decided.SelectMany(outcome => outcome.Refuted));
        if (changes.SomebodyIsBack)
            await hints.AddAsync(slice.Tenant, [.. await allTeams.HintsAsync(slice.Tenant, full: false, slice.Token)], slice.Token);
        var toWrite = changes.ToWrite;
        var lost = (await slice.Rows.WriteAsync(toWrite, slice.Token)).Union(changes.Stale).ToHashSet(StringComparer.Ordinal);
        await slice.Newcomers.LookAgainAsync(slice.Rows, toWrite.Where(user => !lost.Contains(user.Id)), slice.Token);
        slice.Progress.Note();
        Count(slice, toWrite.Where(user => !lost.Contains(user.Id)), rows);
        return (decided, lost);
    }

    /// <summary>
    /// Of a team in the bin, some may have lost access while others are held, and the list keeps them all: should the
    /// team be back, everybody is looked at.
    /// </summary>
    private static ServiceReading Whole(SliceContext slice, ServiceReading reading) =>
        slice.Removals.All.Any(removal => removal.ServiceId == reading.ServiceId && removal.Cause == RemovalCause.TeamSoftDeleted)
            ? reading with { Hint = reading.Hint with { Hint = reading.Hint.Hint with { Full = true } } }
            : reading;

    /// <summary>Whose rows a verdict may change.</summary>
    private static IEnumerable<string> Concerned(ServiceReading reading, ServiceVerdict verdict) => verdict switch
    {
        ServiceVerdict.Ended or ServiceVerdict.ByHand => reading.Stored.Keys,
        ServiceVerdict.Compared compared =>
            compared.Comparison.Present.Select(present => present.Member.Id).Concat(compared.Comparison.Absent),
        _ => [],
    };

    private void Report(SliceContext slice, ServiceOutcome outcome)
    {
        if (outcome.Problem is { } problem)
        {
            log.SyncUnknownTruth(slice.Tenant, problem);
            slice.Tally.Problem($"Graph: {problem}");
        }

        if (outcome.WantsSecondLook)
            slice.Tally.WantSecondLook();
    }

    private static void Count(SliceContext slice, IEnumerable<NimbusUser> written, IReadOnlyDictionary<string, StoredUser> rows)
    {
        foreach (var user in written)
        {
            var was = rows.TryGetValue(user.Id, out var row) && row.User.IsVisible;
            if (user.IsVisible)
                slice.Tally.Add(added: was ? 0 : 1, updated: was ? 1 : 0);
            else if (was)
                slice.Tally.Add(left: 1);
        }
    }
}
