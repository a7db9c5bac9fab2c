namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>
/// The admissions of some days once more, against another cap: a pure function. It knows what was admitted; what was
/// refused left nothing behind, so a higher cap than was in force never shows a refusal that it would have spared.
/// </summary>
internal static class CapReplay
{
    /// <param name="spans">When each task got its slot and when it gave it back, in any order.</param>
    /// <param name="cap">The cap to try, at least 1.</param>
    public static CapReplayResult Of(IReadOnlyCollection<TaskSpan> spans, int cap)
    {
        var (peak, peakAt) = Peak(spans);
        var running = new PriorityQueue<TaskSpan, DateTimeOffset>();
        var refused = new List<TaskSpan>();
        foreach (var span in spans.OrderBy(span => span.From).ThenBy(span => span.To))
        {
            // A slot that comes free at the moment another task wants one is given to it.
            while (running.TryPeek(out _, out var end) && end <= span.From)
                running.Dequeue();
            if (running.Count < cap)
                running.Enqueue(span, span.To);
            else
                refused.Add(span);
        }

        return new(spans.Count, peak, peakAt, refused.Count, refused.Count > 0 ? refused[0].From : null);
    }

    /// <summary>The most tasks at once, and since when they were so many first.</summary>
    private static (int Peak, DateTimeOffset? At) Peak(IReadOnlyCollection<TaskSpan> spans)
    {
        var (now, peak, at) = (0, 0, (DateTimeOffset?)null);
        var changes = spans.Where(span => span.To > span.From)
            .SelectMany(span => new[] { (At: span.From, Change: 1), (At: span.To, Change: -1) })
            .OrderBy(change => change.At).ThenBy(change => change.Change);
        foreach (var change in changes)
        {
            now += change.Change;
            if (now > peak)
                (peak, at) = (now, change.At);
        }

        return (peak, at);
    }
}

/// <summary>How long a task had a slot.</summary>
internal readonly record struct TaskSpan(DateTimeOffset From, DateTimeOffset To);

/// <summary>What another cap would have meant.</summary>
/// <param name="Tasks">How many were admitted.</param>
/// <param name="Peak">How many there were at once at most.</param>
/// <param name="Refused">How many of them it would have refused.</param>
/// <param name="FirstRefused">The first of these; null: none.</param>
internal sealed record CapReplayResult(int Tasks, int Peak, DateTimeOffset? PeakAt, int Refused, DateTimeOffset? FirstRefused);
