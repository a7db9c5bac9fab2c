using System.Collections.Concurrent;
using NimbusFunctions.Local.Host;

namespace NimbusFunctions.IntegrationTests.Editions;

/// <summary>Keeps what the functions did, for tests that ask.</summary>
internal sealed class CollectedJournal : IHostJournal
{
    private readonly ConcurrentQueue<InvocationEntry> invocations = new();
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> events = new();

    public IReadOnlyCollection<InvocationEntry> Invocations => invocations;

    /// <summary>What the app wrote.</summary>
    public IReadOnlyCollection<string> Output => output;

    /// <summary>What happened to the host and the app's process.</summary>
    public IReadOnlyCollection<string> Events => events;

    public void Invocation(InvocationEntry entry) => invocations.Enqueue(entry);

    public void WorkerOutput(string line, bool error) => output.Enqueue(line);

    public void HostEvent(string line) => events.Enqueue(line);
}
