using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Messaging;

/// <summary>
/// Counts the rows of <c>DeadLetters</c> for those who watch. A timer asks for it, which the host runs on one instance;
/// the store reads a thousand rows a request, so that many rows cost ten requests and more are not counted.
/// </summary>
internal sealed class DeadLetterCount(StoreTables tables, TimeProvider time, ILogger<DeadLetterCount> log)
{
    /// <summary>Beyond this it is said of so many.</summary>
    public const int Most = 10_000;

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5);

    // A queue whose last row has gone is said to have none.
    private readonly ConcurrentDictionary<string, byte> seen = new(StringComparer.Ordinal);

    /// <summary>To be called every minute. Never fails: who counts does not stop who works.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        if (time.GetUtcNow().Minute % (int)Between.TotalMinutes != 0)
            return;
        try
        {
            await CountAsync(cancellation);
        }
        catch (Exception failure) when (failure is RequestFailedException or HttpRequestException or IOException or AggregateException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            log.DeadLettersNotCounted(failure);
        }
    }

    public async Task CountAsync(CancellationToken cancellation)
    {
        var counted = 0;
        var queues = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var row in tables.DeadLetters.QueryAsync<TableEntity>((string?)null, null, ["Queue"], cancellation))
        {
            var queue = row.GetString("Queue") ?? "";
            queues[queue] = queues.GetValueOrDefault(queue) + 1;
            if (++counted == Most)
                break;
        }

        foreach (var queue in seen.Keys.Except(queues.Keys))
            MessageMetrics.Lie(queue, 0);
        foreach (var (queue, rows) in queues)
        {
            seen.TryAdd(queue, 0);
            MessageMetrics.Lie(queue, rows);
        }
    }
}
