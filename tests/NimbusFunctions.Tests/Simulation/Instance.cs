using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Runs;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Graph;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>One process of the app: the real sync over the shared store, queue and Graph.</summary>
internal sealed class Instance : Actor, IDisposable
{
    private readonly World world;
    private readonly GraphClients graph;

    public Instance(World world, string name, TimeSpan skew)
        : base(world, name)
    {
        this.world = world;
        var time = new InstanceTime(world.Time, skew, () => Alive);
        Time = time;
        var tables = new StoreTables(table => new FaultyTable(world.Tables[table], this, (name, rows) => world.Written(this, name, rows)));
        graph = new GraphClients(
            new GraphTransport(
                ScriptedGraph.BaseUrl, () => new ScriptedGraph(world, this), tenant => new TenantHeader(world.Graph.Find(tenant)!), () => world.Chances.Below(1000) / 1000.0),
            time,
            NullLogger<GraphClients>.Instance);
        var queues = new QueueSender(new ActorQueue(this, (_, message) => world.Queue.Take(message)));
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
            new UserLists(tables, tenants, time, NullLogger<UserLists>.Instance),
            NullLogger<SyncTriggers>.Instance);
        Runner = new MessageRunner(queues, new DeadLetterStore(tables), time, NullLogger<MessageRunner>.Instance);
    }

    public override TimeProvider Time { get; }

    public SyncScheduler Scheduler { get; }

    public AuditScheduler Audits { get; }

    public HintStore Hints { get; }

    public ServiceStore Services { get; }

    public PlanDesk Desk { get; }

    public SyncTriggers Triggers { get; }

    public MessageRunner Runner { get; }

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
}
