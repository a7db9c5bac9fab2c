using NimbusFunctions.Graph;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Presence.Polling;

/// <summary>
/// The steps of a poll: who is tracked, whom to ask for, ask, store. Those who matter now are asked for and stored
/// before the rest.
/// </summary>
internal sealed class PollSteps(
    TrackedUsers tracked, BusyServices busy, SegmentMemory memory, SegmentWriter writer, GraphPresences graph, TimeProvider time, ILogger<PollSteps> log)
{
    private const int RequestsAtOnce = 8;
    private const int WritesAtOnce = 8;

    // The rest of the time is for storing what was answered.
    private static readonly TimeSpan AskFor = TimeSpan.FromSeconds(16);

    public async Task RunAsync(PollTurn turn, PollRound round, CancellationToken stop)
    {
        var set = await tracked.FindAsync(round.Tenant, stop);
        round.Users = set.Users.Count;
        var segments = await PlaceAsync(turn, round, set.Users, stop);
        PresenceMetrics.Ages(round.Tenant, PresenceAges.Of(segments, round.Begun));
        var isBusy = await busy.OfAsync(round.Tenant, stop);
        var plan = PollPlan.Of(segments, set.MembersOf(isBusy), round.Interval, time.GetUtcNow());
        var use = new GraphUse();
        try
        {
            await AskAndStoreAsync(round, plan, plan.Fast, segments, use, isProbe: turn.Schedule.Failing is not null, isLast: false, stop);
            await AskAndStoreAsync(round, plan, plan.Slow, segments, use, isProbe: turn.Schedule.Failing is not null && plan.Fast.Count == 0, isLast: true, stop);
        }
        finally
        {
            PresenceMetrics.Asked(round.Tenant, use.Requests, use.Throttled);
        }
    }

    /// <summary>Lets users into the segments and out of them, and tells whose knowledge has run out.</summary>
    private async Task<PresenceSegment[]> PlaceAsync(PollTurn turn, PollRound round, IReadOnlySet<Guid> users, CancellationToken stop)
    {
        var count = RosterDecision.SegmentsFor(users.Count, turn.Schedule.Segments);
        if (count > turn.Schedule.Segments)
            await turn.RaiseAsync(count, stop);
        var numbers = Enumerable.Range(0, count).ToList();
        var segments = await memory.FindAsync(round.Tenant, numbers, round.IsSuccessor ? TimeSpan.MaxValue : TimeSpan.Zero, stop);
        var edits = RosterDecision.Of(segments, users, round.Begun);
        round.RostersChanged = edits.Values.Any(edit => edit.Slots.Any(slot => slot.User is not null));
        await Concurrently.ForEachAsync(
            edits,
            WritesAtOnce,
            async (edit, cancel) =>
            {
                if (await writer.PlaceAsync(round, segments[edit.Key], edit.Value, cancel))
                    round.CountStored();
            },
            stop);
        return edits.Count == 0 ? segments : [.. numbers.Select(number => memory.Last(round.Tenant, number)!)];
    }

    private async Task AskAndStoreAsync(
        PollRound round, PollPlan plan, IReadOnlyList<Guid[]> batches, PresenceSegment[] segments, GraphUse use, bool isProbe, bool isLast, CancellationToken stop)
    {
        var book = new AnswerBook(segments);
        // A tenant in trouble is asked with one request first.
        if (isProbe && batches.Count > 0)
            await AskAsync(round, batches[0], use, book, stop);
        await Concurrently.ForEachAsync(
            isProbe ? batches.Skip(1) : batches, RequestsAtOnce, (batch, cancel) => AskAsync(round, batch, use, book, cancel), stop);
        // Cadences are stored with the rest's answers, also where nobody was asked for.
        await Concurrently.ForEachAsync(
            isLast ? Enumerable.Range(0, segments.Length) : book.Segments.Order().ToList(),
            WritesAtOnce,
            async (number, cancel) =>
            {
                if (await writer.StoreAsync(round, number, book.AnswersOf(number), book.UnansweredOf(number), plan, cancel))
                    round.CountStored();
            },
            stop);
    }

    private async Task AskAsync(PollRound round, Guid[] batch, GraphUse use, AnswerBook book, CancellationToken stop)
    {
        if (round.Trouble is not null)
            return;
        if (time.GetUtcNow() - round.Begun > AskFor)
            return;
        using var deadline = new CancellationTokenSource(AskFor - (time.GetUtcNow() - round.Begun), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            var asked = time.GetUtcNow();
            book.Add(batch, await graph.AskAsync(round.Tenant, use, batch, either.Token), asked);
            round.Answered = true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            round.Trouble ??= failure is OperationCanceledException ? new(GraphTrouble.Unavailable) : PollTrouble.Of(failure, time.GetUtcNow());
            log.BatchFailed(failure, round.Tenant, round.Trouble.Kind);
        }
    }
}
