using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Graph;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.PresenceSimulation;

/// <summary>One process of the app: the real polling over the shared store, queue and Graph.</summary>
internal sealed class PresenceProcess : Actor, IDisposable
{
    private readonly PresenceWorld world;
    private readonly GraphClients graph;

    public PresenceProcess(PresenceWorld world, string name)
        : base(world, name)
    {
        this.world = world;
        var time = new InstanceTime(world.Time, TimeSpan.Zero, () => Alive);
        Time = time;
        var tables = new StoreTables(table => new FaultyTable(world.Tables[table], this, (written, rows) => world.Watch.Written(this, written, rows)));
        graph = new GraphClients(
            new GraphTransport(PresenceGraph.BaseUrl, () => new PresenceGraph(world, this), _ => new NoToken(), () => world.Chances.Below(1000) / 1000.0),
            time,
            NullLogger<GraphClients>.Instance);
        Tenants = new TenantStore(tables);
        var schedules = new ScheduleStore(tables, time);
        var memory = new SegmentMemory(new SegmentStore(tables, time), time);
        Reader = new PresenceReader(schedules, memory, time);
        Scheduler = new PresenceScheduler(
            schedules, Tenants, new QueueSender(new ActorQueue(this, (_, message) => world.Queue.Take(message))), time, NullLogger<PresenceScheduler>.Instance);
        Poller = new PresencePoller(
            new SettingsStore(tables, time),
            schedules,
            new PollSteps(
                new TrackedUsers(tables, new ServiceStore(tables), time, NullLogger<TrackedUsers>.Instance),
                new BusyServices(new TaskReader(tables), time, NullLogger<BusyServices>.Instance),
                memory,
                new SegmentWriter(memory, NullLogger<SegmentWriter>.Instance),
                new GraphPresences(graph, time),
                time,
                NullLogger<PollSteps>.Instance),
            new PresenceFollowers([world.Follower], time, NullLogger<PresenceFollowers>.Instance),
            time,
            NullLogger<PresencePoller>.Instance);
    }

    public override TimeProvider Time { get; }

    public TenantStore Tenants { get; }

    public PresenceReader Reader { get; }

    public PresenceScheduler Scheduler { get; }

    public PresencePoller Poller { get; }

    /// <summary>Asks Graph; whatever goes wrong there is Graph's own business.</summary>
    public async Task<HttpResponseMessage> AskAsync(string what, Func<Task<HttpResponseMessage>> ask, CancellationToken cancellation)
    {
        if (await TurnAsync(what, cancellation))
            return await DieAsync<HttpResponseMessage>(what);
        var answer = await ask();
        if (!Alive)
            return await new TaskCompletionSource<HttpResponseMessage>().Task;
        world.Trace.Add($"{Name} {what} -> {(int)answer.StatusCode}");
        return answer;
    }

    public void Dispose() => graph.Dispose();

    private sealed class NoToken : IAuthenticationProvider
    {
        public Task AuthenticateRequestAsync(
            RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
            Task.CompletedTask;
    }
}
