using System.Globalization;
using NimbusFunctions.Local.Host;

namespace NimbusFunctions.Local.Commands.Journal;

/// <summary>Shows what the functions do as it happens. Until the start is over only trouble is shown.</summary>
/// <param name="console">Where.</param>
/// <param name="verbose">Also what the app logs as information.</param>
/// <param name="zone">Whose time of day is shown.</param>
internal sealed class ConsoleJournal(LocalConsole console, bool verbose, TimeZoneInfo zone) : IHostJournal
{
    private readonly Lock gate = new();
    private readonly AppLines app = new();
    private int quiet;
    private bool open;
    private bool closed;

    /// <summary>From now on everything is shown.</summary>
    public void Open()
    {
        lock (gate)
            open = true;
    }

    /// <summary>From now on nothing is: what the app says while it is being stopped is no news.</summary>
    public void Close()
    {
        lock (gate)
            closed = true;
    }

    public void Invocation(InvocationEntry entry)
    {
        lock (gate)
        {
            if (closed || (entry.Succeeded && !open))
                return;

            if (InvocationLine.IsQuiet(entry))
            {
                quiet++;
                return;
            }

            if (quiet > 0)
                console.Line(string.Create(CultureInfo.InvariantCulture, $"          ({quiet} quiet runs of timers and health checks)"));

            quiet = 0;
            console.Line(InvocationLine.Write(entry, zone));
        }
    }

    public void WorkerOutput(string line, bool error)
    {
        lock (gate)
        {
            var loud = app.IsLoud(line, error);
            if (!closed && (loud || (verbose && open)))
                console.Line($"          app: {line}");
        }
    }

    public void HostEvent(string line)
    {
        lock (gate)
        {
            if (!closed)
                console.Line($"          host: {line}");
        }
    }
}
