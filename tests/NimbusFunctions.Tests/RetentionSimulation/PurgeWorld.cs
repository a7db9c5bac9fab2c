using Azure.Messaging.ServiceBus;
using Nimbus.Platform.Hosting;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.RetentionSimulation;

/// <summary>The store, the queue and the clock that the processes share, made from a seed.</summary>
internal sealed class PurgeWorld : RoughStage
{
    public const string Tenant = "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01";

    // infra/queues.json
    private static readonly TimeSpan LockDuration = TimeSpan.FromMinutes(5);

    private readonly List<PurgeProcess> processes = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private int started;

    public PurgeWorld(int seed)
    {
        var random = new SeededRandom(SeededRandom.Mix(0x7075726765, (ulong)seed));
        Chances = new SeededRandom(random.Next());
        Weather = PurgeWeather.Of(random);
        Time = new ManualTimeProvider(new DateTimeOffset(2026, 11, 22, 3, 30, 0, TimeSpan.Zero));
        Trace = new Trace(Time);
        Pump = new Pump(new SeededRandom(random.Next()), Time) { Creep = Weather.Creep };
        Tables = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: Time));
        Watch = new RowWatch(this);
        Guards = new GuardScript(Time, new SeededRandom(random.Next()));
        Maker = new RowMaker(this, new SeededRandom(random.Next()));
    }

    public override ManualTimeProvider Time { get; }

    public override Trace Trace { get; }

    public override Pump Pump { get; }

    public override SeededRandom Chances { get; }

    public PurgeWeather Weather { get; }

    public IReadOnlyDictionary<string, MemoryTable> Tables { get; }

    public RowWatch Watch { get; }

    public GuardScript Guards { get; }

    public RowMaker Maker { get; }

    protected override double StoreFaults => Weather.StoreFaults;

    public IReadOnlyList<PurgeProcess> Alive => processes.FindAll(process => process.Alive);

    /// <summary>How wrong some clock is: up to the largest skew, either way.</summary>
    public TimeSpan Skew() => Weather.LargestSkew * ((Chances.Below(201) - 100) / 100.0);

    public PurgeProcess Start()
    {
        var process = new PurgeProcess(this, $"p{++started}", Skew());
        Trace.Add($"{process.Name} starts, its clock is {process.Time.GetUtcNow() - Time.GetUtcNow()} wrong");
        processes.Add(process);
        return process;
    }

    /// <summary>Takes a message, unless one with its id came before, and delivers it.</summary>
    public void Queue(ServiceBusMessage message)
    {
        if (!seen.Add(message.MessageId!))
            return;
        var wait = message.ScheduledEnqueueTime - Time.GetUtcNow();
        for (var copies = Rough && Chances.Chance(Weather.Twice) ? 2 : 1; copies > 0; copies--)
            _ = Observe(DeliverAsync(message, wait > TimeSpan.Zero ? wait : TimeSpan.Zero));
    }

    public override void Died(Actor actor) => _ = Observe(RestartAsync());

    private async Task DeliverAsync(ServiceBusMessage message, TimeSpan wait)
    {
        await Task.Delay(wait + TimeSpan.FromMilliseconds(1 + Chances.Below(3000)), Time, CancellationToken.None);
        var triggered = new TriggeredMessage
        {
            Body = message.Body,
            MessageId = message.MessageId,
            ApplicationProperties = message.ApplicationProperties.ToDictionary(pair => pair.Key, pair => (object?)pair.Value),
        };
        for (var delivery = 1; delivery <= 20; delivery++)
        {
            var handled = Alive is { Count: > 0 } alive ? HandleAsync(Chances.Pick(alive), triggered) : Task.FromResult(false);
            await Task.WhenAny(handled, Task.Delay(LockDuration, Time, CancellationToken.None));
            if (handled.IsCompleted && await handled)
                return;
        }
    }

    private async Task<bool> HandleAsync(PurgeProcess process, TriggeredMessage message)
    {
        await Pump.TurnAsync(() => process.Alive);
        Trace.Add($"{process.Name} gets {message.MessageId}");
        try
        {
            await process.Runner.RunAsync(PurgeScheduler.Queue, message, process.Purge.PurgeAsync, CancellationToken.None);
            Trace.Add($"{process.Name} ends {message.MessageId}");
            return true;
        }
        catch (Exception failure) when (failure is Azure.RequestFailedException or ServiceBusException)
        {
            return false;
        }
    }

    private async Task RestartAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(Chances.Below(120)), Time, CancellationToken.None);
        Start();
    }
}
