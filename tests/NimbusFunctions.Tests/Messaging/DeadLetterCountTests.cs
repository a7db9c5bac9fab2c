using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;

namespace NimbusFunctions.Tests.Messaging;

public sealed class DeadLetterCountTests
{
    private readonly MemoryTable letters = new("DeadLetters", time: TimeProvider.System);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Count_AQueueWhoseLastRowHasGone_IsSaidToHaveNone()
    {
        using var said = new Said();
        var count = Count(letters);
        await PutAsync("9", said.Queue("a"));

        await count.CountAsync(Stop);
        await letters.DeleteEntityAsync("9|20260504", "0", ETag.All, Stop);
        await count.CountAsync(Stop);

        Assert.Equal([1, 0], said.Of("a"));
    }

    [Fact]
    public async Task Count_CutBeforeAQueueThatWasKnown_SaysWhatItSaidBefore()
    {
        using var said = new Said();
        var count = Count(letters);
        await PutAsync("9", said.Queue("late"), 2);
        await PutAsync("8", said.Queue("gone"));

        await count.CountAsync(Stop);
        await letters.DeleteEntityAsync("8|20260504", "0", ETag.All, Stop);
        await count.CountAsync(Stop);
        await PutAsync("1", said.Queue("flood"), DeadLetterCount.Most);
        await count.CountAsync(Stop);

        Assert.Equal([2, 2, 2], said.Of("late"));
        Assert.Equal([1, 0], said.Of("gone"));
        Assert.Equal([DeadLetterCount.Most], said.Of("flood"));
    }

    [Fact]
    public async Task Count_RowsThatWereReplayedAndAreKept_AreLeftOut()
    {
        using var said = new Said();
        await PutAsync("1", said.Queue("a"), 2);
        await PutAsync("2", said.Queue("b"));
        foreach (var partition in new[] { "1|20260504", "2|20260504" })
            await letters.UpdateEntityAsync(new TableEntity(partition, "0") { ["Replayed"] = TimeProvider.System.GetUtcNow() }, ETag.All, TableUpdateMode.Merge, Stop);

        await Count(letters).CountAsync(Stop);

        Assert.Equal([1], said.Of("a"));
        Assert.Empty(said.Of("b"));
    }

    [Fact]
    public async Task Look_WhateverFails_EndsWell()
    {
        foreach (var failure in new Exception[] { new AuthenticationFailedException("No token."), new InvalidOperationException("Odd."), new OperationCanceledException() })
            await Count(new FailingTable(failure)).LookAsync(Stop);
    }

    [Fact]
    public async Task Look_ItsOwnCancellation_EndsIt()
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => Count(new FailingTable(new OperationCanceledException())).LookAsync(over.Token));
    }

    private static DeadLetterCount Count(TableClient table) =>
        new(new StoreTables(_ => table), new ManualTimeProvider(), NullLogger<DeadLetterCount>.Instance);

    private async Task PutAsync(string owner, string queue, int rows = 1)
    {
        for (var row = 0; row < rows; row++)
            await letters.UpsertEntityAsync(new TableEntity($"{owner}|20260504", $"{row}") { ["Queue"] = queue }, TableUpdateMode.Replace, Stop);
    }

    /// <summary>What is said of queues, whose names nobody else has: the instruments are the process's.</summary>
    private sealed class Said : IDisposable
    {
        private readonly string own = Guid.NewGuid().ToString("N");
        private readonly ConcurrentQueue<(string Queue, int Rows)> said = new();
        private readonly MeterListener listener = new();

        public Said()
        {
            listener.InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Name == "nimbus.dead_letters")
                    own.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<int>((_, rows, tags, _) => said.Enqueue(((string)tags[0].Value!, rows)));
            listener.Start();
        }

        public string Queue(string name) => own + name;

        public int[] Of(string name) => [.. said.Where(one => one.Queue == Queue(name)).Select(one => one.Rows)];

        public void Dispose() => listener.Dispose();
    }

    private sealed class FailingTable(Exception failure) : TableClient
    {
        public override AsyncPageable<T> QueryAsync<T>(
            string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) => throw failure;
    }
}
