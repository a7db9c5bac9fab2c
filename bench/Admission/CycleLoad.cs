using System.Collections.Concurrent;
using System.Diagnostics;
using NimbusFunctions.Bench.Report;

namespace NimbusFunctions.Bench.Admission;

/// <summary>Callers that do one cycle after the other: a task is admitted and ends.</summary>
internal static class CycleLoad
{
    /// <param name="callers">How many at once.</param>
    /// <param name="warmUp">How long they run before anything counts.</param>
    /// <param name="length">How long they are measured.</param>
    /// <param name="cycle">A cycle of the caller with this number; false: it was refused and does not count.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<CycleResult> RunAsync(
        int callers, TimeSpan warmUp, TimeSpan length, Func<int, CancellationToken, Task<bool>> cycle, CancellationToken stop)
    {
        // By when they began: one that hangs until after the end is not to be overlooked.
        ConcurrentBag<double> milliseconds = [];
        var began = Stopwatch.GetTimestamp();
        var refused = 0;
        var completed = 0;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(number => Task.Run(
            async () =>
            {
                while (Stopwatch.GetElapsedTime(began) is var from && from < warmUp + length)
                {
                    var done = await cycle(number, stop);
                    var to = Stopwatch.GetElapsedTime(began);
                    if (!done)
                        Interlocked.Increment(ref refused);
                    else if (to >= warmUp)
                        milliseconds.Add((to - from).TotalMilliseconds);
                    if (done && to >= warmUp && to < warmUp + length)
                        Interlocked.Increment(ref completed);
                }
            },
            stop)));
        return new(completed / length.TotalSeconds, Statistics.Percentile(milliseconds, 0.99), Statistics.Median(milliseconds), refused);
    }
}

/// <param name="Rate">Cycles a second.</param>
/// <param name="P99">Milliseconds within which 99 % of them were done.</param>
/// <param name="Median">Milliseconds of the one in the middle.</param>
/// <param name="Refused">How many were refused.</param>
internal sealed record CycleResult(double Rate, double P99, double Median, int Refused);
