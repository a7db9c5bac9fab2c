using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Directory.Graph;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Runs;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>
/// One process of the app: the real sync over the shared store, queue and Graph. Everything that it does with them
/// is one operation: it waits for its turn, may go wrong, and may be the last.
/// </summary>
internal sealed class Instance : IDisposable
{
    // Azure.Core: NetworkTimeout.
    private static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(100);

    private readonly World world;
    private readonly GraphClients graph;

    public Instance(World world, string name, TimeSpan skew)
    {
        this.world = world;
        Name = name;
        var time = new InstanceTime(world.Time, skew, () => Alive);
        Time = time;
        var tables = new StoreTables(table => new FaultyTable(world.Tables[table], this, world));
        graph = new GraphClients(
            new GraphTransport(
                ScriptedGraph.BaseUrl, () => new ScriptedGraph(world, this), tenant => new TenantHeader(world.Graph.Find(tenant)!), () => world.Chances.Below(1000) / 1000.0),
            time,
            NullLogger<GraphClients>.Instance);
        var queues = new QueueSender(new QueueClient(world.Queue, this));
        var tenants = new TenantStore(tables);
        var state = new SyncStateStore(tables, time);
        Scheduler = new SyncScheduler(tenants, state, queues, time, NullLogger<SyncScheduler>.Instance);
        Audits = new AuditScheduler(tenants, state, Scheduler, time, NullLogger<AuditScheduler>.Instance);
        Hints = new HintStore(tables);
        Services = new ServiceStore(tables);
        Desk = new PlanDesk(
            new RemovalStore(tables), new PlanStore(tables), new LedgerStore(tables), Scheduler, time, NullLogger<PlanDesk>.Instance);
        Triggers = new SyncTriggers(
            tenants,
            state,
            Scheduler,
            new RecordedSync(
                new SyncComposition(graph, time, NullLoggerFactory.Instance), tables, graph, time, NullLogger<RecordedSync>.Instance),
            NullLogger<SyncTriggers>.Instance);
        Runner = new MessageRunner(queues, new DeadLetterStore(tables), time, NullLogger<MessageRunner>.Instance);
    }

    public string Name { get; }

    public TimeProvider Time { get; }

    public SyncScheduler Scheduler { get; }

    public AuditScheduler Audits { get; }

    public HintStore Hints { get; }

    public ServiceStore Services { get; }

    public PlanDesk Desk { get; }

    public SyncTriggers Triggers { get; }

    public MessageRunner Runner { get; }

    public bool Alive { get; private set; } = true;

    /// <summary>Nothing goes wrong for this one.</summary>
    public bool Reliable { get; init; }

    /// <summary>After so many more operations the process is killed; null: never.</summary>
    public int? OperationsLeft { get; set; }

    /// <summary>What the process is killed at when it next does it, as it begins; null: nothing.</summary>
    public string? LastStep { get; set; }

    /// <summary>Does something with the store or the queue.</summary>
    /// <param name="what">For the trace.</param>
    /// <param name="writes">Whether it changes anything.</param>
    /// <param name="work">What to do; it completes at once.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<T> DoAsync<T>(string what, bool writes, Func<Task<T>> work, CancellationToken cancellation)
    {
        if (await TurnAsync(what, cancellation))
        {
            if (writes && world.Chances.Chance(0.5))
                await work();
            return await DieAsync<T>(what);
        }

        var fault = Reliable ? StoreFault.None : world.StoreFault(writes);
        if (fault != StoreFault.None)
            world.Met.Add(Encounters.Of(fault));
        if (fault != StoreFault.None)
            world.Trace.Add($"{Name} {what}: {fault}");
        else if (writes)
            world.Trace.Add($"{Name} {what}");
        switch (fault)
        {
            case StoreFault.Refused:
                throw new RequestFailedException(503, "The server is busy.", "ServerBusy", null);
            case StoreFault.LostAnswer:
                await work();
                throw new RequestFailedException(500, "The operation timed out.", "OperationTimedOut", null);
            case StoreFault.DoneTwice:
                await work();
                return await work();
            case StoreFault.Hang or StoreFault.HangAfter:
                if (fault == StoreFault.HangAfter)
                    await work();
                await Waits.DelayAsync(ClientTimeout, Time, cancellation);
                throw new RequestFailedException(0, "The operation was canceled because it exceeded the configured timeout.", null, null);
            default:
                return await work();
        }
    }

    /// <summary>Asks Graph; whatever goes wrong there is Graph's own business.</summary>
    public async Task<HttpResponseMessage> AskAsync(string what, Func<Task<HttpResponseMessage>> ask, CancellationToken cancellation)
    {
        if (await TurnAsync(what, cancellation))
            return await DieAsync<HttpResponseMessage>(what);
        var answer = await ask();
        // A slow answer that comes after the process was killed.
        if (!Alive)
            return await new TaskCompletionSource<HttpResponseMessage>().Task;
        world.Trace.Add($"{Name} {what} -> {(int)answer.StatusCode}");
        return answer;
    }

    public void Dispose() => graph.Dispose();

    /// <returns>Whether it is the last one.</returns>
    private async Task<bool> TurnAsync(string what, CancellationToken cancellation)
    {
        await world.Pump.TurnAsync(() => Alive);
        if (cancellation.IsCancellationRequested)
            world.Trace.Add($"{Name} {what}: cancelled");
        cancellation.ThrowIfCancellationRequested();
        return (OperationsLeft is { } left && (OperationsLeft = left - 1) == 0)
            || (LastStep is { } step && what.StartsWith(step, StringComparison.Ordinal));
    }

    /// <summary>A killed process hears no answer and runs nothing any more, no handler of an error either.</summary>
    private Task<T> DieAsync<T>(string what)
    {
        Alive = false;
        world.Met.Add(Encounters.Kill(what));
        world.Trace.Add($"{Name} is killed at {what}");
        world.Died(this);
        return new TaskCompletionSource<T>().Task;
    }
}
