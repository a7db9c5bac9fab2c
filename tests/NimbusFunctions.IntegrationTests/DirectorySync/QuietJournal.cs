using NimbusFunctions.Local.Host;

namespace NimbusFunctions.IntegrationTests.DirectorySync;

/// <summary>Keeps what the host tells to itself; the last lines are there when a test fails.</summary>
internal sealed class QuietJournal : IHostJournal
{
    private readonly List<string> lines = [];

    public void Invocation(InvocationEntry entry) => Add($"{entry.Function} {entry.Succeeded} {entry.Detail}");

    public void WorkerOutput(string line, bool error) => Add(line);

    public void HostEvent(string line) => Add(line);

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    private void Add(string line)
    {
        lock (lines)
            lines.Add(line);
    }
}
