using System.Collections.Concurrent;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>Does the same to many letters: those of a session one after the other, the oldest first.</summary>
internal sealed class DeadLetterBatch(DeadLetterPages pages, TimeProvider time)
{
    private const int AtOnce = 8;

    // Whoever asked gets an answer in time; a queue that is silent takes half a minute to be known as such.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <param name="tenant">Whose letters; null: those of all tenants and of none.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="act">What is done to each.</param>
    /// <param name="cancellation">Ends it between two letters.</param>
    public async Task<DeadLetterBatchAnswer> RunAsync(
        string? tenant, DeadLetterQuery query, Func<DeadLetterPlace, CancellationToken, Task<LetterOutcome>> act, CancellationToken cancellation)
    {
        var (rows, next) = await pages.ReadAsync(tenant, query, cancellation);
        var outcomes = new ConcurrentBag<LetterOutcome>();
        var silent = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var began = time.GetTimestamp();
        await Concurrently.ForEachAsync(
            rows.GroupBy(row => row.Letter.SessionId is { } session ? $"{row.Letter.Queue}|{session}" : row.Place.Id),
            AtOnce,
            async (inOrder, stop) =>
            {
                foreach (var row in inOrder)
                {
                    var outcome = silent.ContainsKey(row.Letter.Queue) ? LetterOutcome.QueueSilent
                        : time.GetElapsedTime(began) > Longest ? LetterOutcome.OutOfTime
                        : await act(row.Place, stop);
                    outcomes.Add(outcome);
                    // What waits behind it in its session must not pass it, and the others would wait as long as it did.
                    if (outcome == LetterOutcome.QueueSilent)
                        silent.TryAdd(row.Letter.Queue, true);
                }
            },
            cancellation);
        var left = outcomes.Where(outcome => !IsDone(outcome)).CountBy(outcome => outcome);
        return new(outcomes.Count(IsDone), left.OrderBy(one => one.Key).ToDictionary(), next is not null, next?.Id);
    }

    private static bool IsDone(LetterOutcome outcome) => outcome is LetterOutcome.Replayed or LetterOutcome.Dropped;
}
