using Azure.Data.Tables;
using NimbusFunctions.Local.Simulator;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Graph;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>Everything that the instances share, made from a seed: store, queue, directories, clock.</summary>
internal sealed class World : RoughStage, IDisposable
{
    private readonly List<Instance> instances = [];
    private readonly SeededRandom random;
    private int started;

    public World(int seed)
    {
        Seed = seed;
        random = new SeededRandom(SeededRandom.Mix(0x6461790000, (ulong)seed));
        Chances = new SeededRandom(random.Next());
        Weather = Weather.Of(random);
        PageSize = random.Pick([3, 20, 999]);
        Time = new ManualTimeProvider(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
        Trace = new Trace(Time);
        Pump = new Pump(new SeededRandom(random.Next()), Time) { Creep = Weather.Creep };
        Tables = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: Time));
        Queue = new SimulatedQueue(this);
        Graph = new SimulatorWorld(
            new SimulatorOptions
            {
                Seed = seed,
                Users = 25 + random.Below(30),
                Teams = 2 + random.Below(5),
                TeamMembers = 20,
                Tenants = random.Chance(0.3) ? 2 : 1,
                Throttling = false,
                // With a folder the delta tokens follow from the seed too; nothing is written to it.
                StateDirectory = "none",
            },
            Time);
        GraphService = new GraphService(Graph, Time);
        Batches = new BatchRunner(GraphService);
        Tenants = [.. Graph.Tenants.Select(tenant => new DayTenant(this, tenant, new SeededRandom(random.Next())))];
        Watch = new RemovalWatch(this);
        OffBoardWatch = new OffBoardWatch(this);
    }

    public int Seed { get; }

    public override ManualTimeProvider Time { get; }

    public override Trace Trace { get; }

    public override Pump Pump { get; }

    /// <summary>What goes wrong between the instances and their neighbours follows from this.</summary>
    public override SeededRandom Chances { get; }

    public Weather Weather { get; }

    /// <summary>How many entries a page of Graph's lists has.</summary>
    public int PageSize { get; }

    public IReadOnlyDictionary<string, MemoryTable> Tables { get; }

    public SimulatedQueue Queue { get; }

    public SimulatorWorld Graph { get; }

    public GraphService GraphService { get; }

    public BatchRunner Batches { get; }

    public IReadOnlyList<DayTenant> Tenants { get; }

    public RemovalWatch Watch { get; }

    public OffBoardWatch OffBoardWatch { get; }

    protected override double StoreFaults => Weather.StoreFaults;

    protected override IReadOnlyList<StoreFault> OfReadings { get; } = [Simulation.StoreFault.Refused, Simulation.StoreFault.Refused, Simulation.StoreFault.Hang];

    public IReadOnlyList<Instance> Alive => instances.FindAll(instance => instance.Alive);

    public Instance Start(bool reliable = false)
    {
        var largest = (int)Weather.LargestSkew.TotalSeconds;
        var skew = TimeSpan.FromSeconds(largest == 0 ? 0 : Chances.Below((2 * largest) + 1) - largest);
        var instance = new Instance(this, reliable ? "admin" : $"i{++started}", reliable ? TimeSpan.Zero : skew) { Reliable = reliable };
        Trace.Add($"{instance.Name} starts, its clock is {skew.TotalSeconds} s off");
        if (!reliable)
            instances.Add(instance);
        if (!reliable && skew != TimeSpan.Zero)
            Met.Add(Encounters.ClockSkew);
        Queue.Dispatch();
        return instance;
    }

    /// <summary>A transaction or a row was stored.</summary>
    public void Written(Instance instance, string table, IReadOnlyList<ITableEntity> rows)
    {
        Watch.Written(table, rows);
        if (!instance.Reliable)
            OffBoardWatch.Written(table, rows);
    }

    /// <summary>A killed instance: its locks run out, and another process starts after a while.</summary>
    public override void Died(Actor actor)
    {
        _ = Observe(Queue.ExpireAsync((Instance)actor));
        _ = Observe(RestartAsync(TimeSpan.FromSeconds(Chances.Below(400))));
    }

    public void Dispose() => instances.ForEach(instance => instance.Dispose());

    private async Task RestartAsync(TimeSpan wait)
    {
        await Task.Delay(wait, Time, CancellationToken.None);
        Start();
    }
}
