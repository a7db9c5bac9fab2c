using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Presence;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.PresenceSimulation;

/// <summary>The store, the queue, the truth and the clock that the processes share, made from a seed.</summary>
internal sealed class PresenceWorld : RoughStage
{
    public const string Tenant = "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01";

    private readonly List<PresenceProcess> processes = [];
    private int started;

    public PresenceWorld(int seed)
    {
        var random = new SeededRandom(SeededRandom.Mix(0x70726573, (ulong)seed));
        Chances = new SeededRandom(random.Next());
        Weather = PresenceWeather.Of(random);
        HasNumbers = random.Chance(0.6);
        Time = new ManualTimeProvider(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
        Trace = new Trace(Time);
        Pump = new Pump(new SeededRandom(random.Next()), Time) { Creep = Weather.Creep };
        Tables = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: Time));
        Truth = new PresenceTruth(Time, [.. Enumerable.Range(0, Weather.Users).Select(_ => random.NextGuid())]);
        Watch = new PresenceWatch(this);
        Queue = new PresenceQueue(this);
        Follower = new RecordingFollower();
    }

    public override ManualTimeProvider Time { get; }

    public override Trace Trace { get; }

    public override Pump Pump { get; }

    public override SeededRandom Chances { get; }

    public PresenceWeather Weather { get; }

    /// <summary>Whether Graph's answers are numbered.</summary>
    public bool HasNumbers { get; }

    public IReadOnlyDictionary<string, MemoryTable> Tables { get; }

    public PresenceTruth Truth { get; }

    public PresenceWatch Watch { get; }

    public PresenceQueue Queue { get; }

    public RecordingFollower Follower { get; }

    /// <summary>Whether the tenant lets the app read presence.</summary>
    public bool IsPermitted { get; set; } = true;

    protected override double StoreFaults => Weather.StoreFaults;

    public IReadOnlyList<PresenceProcess> Alive => processes.FindAll(process => process.Alive);

    public PresenceProcess Start(bool reliable = false)
    {
        var process = new PresenceProcess(this, reliable ? "admin" : $"p{++started}") { Reliable = reliable };
        Trace.Add($"{process.Name} starts");
        if (!reliable)
            processes.Add(process);
        return process;
    }

    public override void Died(Actor actor) => _ = Observe(RestartAsync());

    private async Task RestartAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(Chances.Below(20)), Time, CancellationToken.None);
        Start();
    }
}

/// <summary>Keeps the last word on everybody.</summary>
internal sealed class RecordingFollower : IPresenceFollower
{
    public Dictionary<string, PresenceChange> Last { get; } = new(StringComparer.Ordinal);

    public Task FollowAsync(string tenant, IReadOnlyList<PresenceChange> changes, CancellationToken cancellation)
    {
        foreach (var change in changes)
        {
            if (!Last.TryGetValue(change.UserId, out var last) || last.At <= change.At)
                Last[change.UserId] = change;
        }

        return Task.CompletedTask;
    }
}
