using Microsoft.Extensions.Logging;

namespace Azure.Monitor.OpenTelemetry.Exporter.Breeze;

/// <summary>Counts what was dropped and says so once a minute at most.</summary>
internal sealed partial class DropCount(string what, TimeProvider time, Func<ILoggerFactory?> logs)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private ILogger? log;
    private long? said;
    private int untold;

    /// <summary>How many were dropped in all.</summary>
    public long Total { get; private set; }

    public void Add(int items)
    {
        int dropped;
        lock (gate)
        {
            Total += items;
            untold += items;
            if (said is { } before && time.GetElapsedTime(before) < Between)
                return;
            (dropped, untold, said) = (untold, 0, time.GetTimestamp());
            log ??= logs()?.CreateLogger("Azure.Monitor.OpenTelemetry.Exporter");
        }

        if (log is not null)
            Dropped(log, dropped, what);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Count} {What} for Application Insights were dropped: it did not take them.")]
    private static partial void Dropped(ILogger log, int count, string what);
}
