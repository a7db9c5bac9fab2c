using System.Collections.Concurrent;
using NimbusFunctions.Messaging;
using NimbusFunctions.Operations.DeadLetters;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;

namespace NimbusFunctions.Tests.Operations;

/// <summary>Many letters at once, when what takes them does not.</summary>
public sealed class DeadLetterBatchTests
{
    private readonly ManualTimeProvider time = new();
    private readonly DeadLetterStore letters;
    private readonly ConcurrentQueue<string> tried = new();

    public DeadLetterBatchTests()
    {
        var memory = new ConcurrentDictionary<string, MemoryTable>();
        letters = new(new StoreTables(name => memory.GetOrAdd(name, _ => new MemoryTable(name, time: time))));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TheQueueIsSilent_TriesNoneBehindTheFirstOfASession()
    {
        await AddAsync("directory-sync", "a tenant", 20);

        var answer = await RunAsync(_ => LetterOutcome.QueueSilent);

        Assert.Single(tried);
        Assert.Equal(20, answer.Left[LetterOutcome.QueueSilent]);
    }

    [Fact]
    public async Task Run_OneQueueIsSilent_DoesWhatIsOfTheOthers()
    {
        await AddAsync("presence", null, 40);
        await AddAsync("task-events", null, 30);

        var answer = await RunAsync(queue => queue == "presence" ? LetterOutcome.QueueSilent : LetterOutcome.Replayed);

        Assert.Equal((30, 40), (answer.Done, answer.Left[LetterOutcome.QueueSilent]));
        Assert.InRange(tried.Count(queue => queue == "presence"), 1, 8);
    }

    [Fact]
    public async Task Run_TheQueueTakesItsTime_AnswersAndSaysHowManyItDidNotComeTo()
    {
        await AddAsync("directory-sync", "a tenant", 20);

        var answer = await RunAsync(_ =>
        {
            time.Advance(TimeSpan.FromSeconds(8));
            return LetterOutcome.Replayed;
        });

        Assert.Equal((4, 16), (answer.Done, answer.Left[LetterOutcome.OutOfTime]));
        Assert.Equal(4, tried.Count);
    }

    private Task<DeadLetterBatchAnswer> RunAsync(Func<string, LetterOutcome> act) => new DeadLetterBatch(new(letters), time).RunAsync(
        null,
        new(new DeadLetterFilter(), 100, null),
        async (place, stop) =>
        {
            var queue = (await letters.FindAsync(place, stop))!.Value.Row.Letter.Queue;
            tried.Enqueue(queue);
            return act(queue);
        },
        Stop);

    private async Task AddAsync(string queue, string? session, int many)
    {
        for (var number = 0; number < many; number++)
            await letters.AddAsync(DeadLetter.From(new(queue, $"{number}", session, 0, time.GetUtcNow()), $"{number}", "It failed.", time.GetUtcNow()), Stop);
    }
}
