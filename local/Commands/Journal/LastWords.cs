using NimbusFunctions.Local.Host;

namespace NimbusFunctions.Local.Commands.Journal;

/// <summary>Shows nothing, and remembers what failed last: the reason when a quiet command does not get to its end.</summary>
internal sealed class LastWords : IHostJournal
{
    private readonly Lock gate = new();
    private readonly AppLines app = new();
    private string? last;

    /// <summary>The last thing that went wrong, in one line; null when nothing did.</summary>
    public string? Last
    {
        get
        {
            lock (gate)
                return last;
        }
    }

    public void Invocation(InvocationEntry entry)
    {
        if (!entry.Succeeded)
            Remember(InvocationLine.Write(entry, TimeZoneInfo.Utc));
    }

    public void WorkerOutput(string line, bool error)
    {
        lock (gate)
        {
            if (app.IsLoud(line, error))
                last = $"app: {line.Trim()}";
        }
    }

    public void HostEvent(string line) => Remember($"host: {line}");

    private void Remember(string line)
    {
        lock (gate)
            last = line;
    }
}
