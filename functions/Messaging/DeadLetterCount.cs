using System.Collections.Concurrent;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Messaging;

/// <summary>
/// Counts the rows of <c>DeadLetters</c> that wait for somebody, for those who watch. A timer asks for it, which the host
/// runs on one instance; the store reads a thousand rows a request, so that many rows cost ten requests and more are not
/// looked at.
/// </summary>
internal sealed class DeadLetterCount(StoreTables tables, TimeProvider time, ILogger<DeadLetterCount> log)
{
    /// <summary>So many rows are looked at.</summary>
    public const int Most = 10_000;

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5);

    // What was last said of a queue: one whose last row has gone is said to have none.
    private readonly ConcurrentDictionary<string, int> said = new(StringComparer.Ordinal);

    /// <summary>To be called every minute. Never fails: who counts does not stop who works.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        if (time.GetUtcNow().Minute % (int)Between.TotalMinutes != 0)
            return;
        try
        {
            await CountAsync(cancellation);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException
            && !(failure is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            log.DeadLettersNotCounted(failure);
        }
    }

    public async Task CountAsync(CancellationToken cancellation)
    {
        var looked = 0;
        var queues = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var row in tables.DeadLetters.QueryAsync<TableEntity>((string?)null, null, ["Queue", "Replayed"], cancellation))
        {
            // One that was replayed and is kept for a hold waits for nobody.
            if (row["Replayed"] is null)
            {
                var queue = row["Queue"] as string ?? "";
                queues[queue] = queues.GetValueOrDefault(queue) + 1;
            }

            if (++looked == Most)
                break;
        }

        // Where the count was cut nobody knows of a queue that was not met: what was last said stands, so that no alert ends
        // by itself.
        foreach (var queue in said.Keys.Except(queues.Keys))
            queues[queue] = looked == Most ? said[queue] : 0;
        foreach (var (queue, rows) in queues)
        {
            said[queue] = rows;
            if (rows > 0 || looked < Most)
                MessageMetrics.Lie(queue, rows);
        }
    }
}
