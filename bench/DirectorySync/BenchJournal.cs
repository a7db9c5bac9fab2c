using NimbusFunctions.Local.Commands.Journal;
using NimbusFunctions.Local.Host;

namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>Tells when a slice of the sync has ended, and remembers what failed last.</summary>
internal sealed class BenchJournal : IHostJournal, IDisposable
{
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(2);

    private readonly LastWords words = new();
    private readonly SemaphoreSlim slices = new(0);

    /// <summary>The last thing that went wrong, in one line.</summary>
    public string? Last => words.Last;

    /// <summary>Waits until a slice has ended since the last call, or for two seconds: an end may have been told already.</summary>
    public async Task SliceEndedAsync(CancellationToken stop)
    {
        if (!await slices.WaitAsync(LookAnyway, stop))
            return;
        while (slices.CurrentCount > 0)
            await slices.WaitAsync(stop);
    }

    public void Invocation(InvocationEntry entry)
    {
        words.Invocation(entry);
        if (entry.Function == "SyncDirectory")
            slices.Release();
    }

    public void WorkerOutput(string line, bool error) => words.WorkerOutput(line, error);

    public void HostEvent(string line) => words.HostEvent(line);

    public void Dispose() => slices.Dispose();
}
