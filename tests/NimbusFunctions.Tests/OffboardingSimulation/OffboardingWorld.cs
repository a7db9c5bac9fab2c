using Azure.Messaging.ServiceBus;
using Nimbus.Platform.Hosting;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.OffboardingSimulation;

/// <summary>The store, the queue and the clock that the processes share, made from a seed.</summary>
internal sealed class OffboardingWorld : RoughStage
{
    public const string Tenant = "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01";

    // infra/queues.json
    private static readonly TimeSpan LockDuration = TimeSpan.FromMinutes(5);

    private readonly List<OffboardingProcess> processes = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private int started;

    /// <param name="seed">What happens follows from it.</param>
    /// <param name="killAt">The first process dies at its operation of this number, and nothing else goes wrong; null: the seed decides.</param>
    public OffboardingWorld(int seed, int? killAt = null)
    {
        var random = new SeededRandom(SeededRandom.Mix(0x6F6666626F, (ulong)seed));
        Chances = new SeededRandom(random.Next());
        KillAt = killAt;
        IsCalm = killAt is not null;
        Faults = IsCalm ? 0 : random.Pick([0, 0.005, 0.03, 0.1]);
        Kills = IsCalm ? 0 : random.Pick([0, 2, 8]);
        Processes = IsCalm ? 1 : 1 + random.Below(3);
        Twice = IsCalm ? 0 : random.Pick([0, 0.1, 0.5]);
        GraceHours = random.Pick([0, 1, 5]);
        Rows = IsCalm ? 2 : random.Pick([3, 30, 250]);
        LargestSkew = IsCalm ? TimeSpan.Zero : TimeSpan.FromMinutes(random.Pick([0, 10, 60]));
        Time = new ManualTimeProvider(new DateTimeOffset(2026, 11, 22, 3, 30, 0, TimeSpan.Zero));
        Trace = new Trace(Time);
        Pump = new Pump(new SeededRandom(random.Next()), Time) { Creep = TimeSpan.FromMilliseconds(IsCalm ? 0 : random.Pick([0, 1, 20])) };
        Tables = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: Time));
    }

    public override ManualTimeProvider Time { get; }

    public override Trace Trace { get; }

    public override Pump Pump { get; }

    public override SeededRandom Chances { get; }

    public int? KillAt { get; }

    public bool IsCalm { get; }

    public int Kills { get; }

    public int Processes { get; }

    public int GraceHours { get; }

    /// <summary>How many rows a tenant has in each place.</summary>
    public int Rows { get; }

    /// <summary>Whether the process that was to be killed has got so far.</summary>
    public bool HasKilled { get; private set; }

    public IReadOnlyDictionary<string, MemoryTable> Tables { get; }

    public IReadOnlyList<OffboardingProcess> Alive => processes.FindAll(process => process.Alive);

    protected override double StoreFaults => Faults;

    protected override StoreFault LastOfWrites => Simulation.StoreFault.Late;

    private double Faults { get; }

    private double Twice { get; }

    private TimeSpan LargestSkew { get; }

    public OffboardingProcess Start()
    {
        var process = new OffboardingProcess(this, $"p{++started}", LargestSkew * ((Chances.Below(201) - 100) / 100.0))
        {
            OperationsLeft = started == 1 ? KillAt : null,
        };
        Trace.Add($"{process.Name} starts, its clock is {process.Time.GetUtcNow() - Time.GetUtcNow()} wrong");
        processes.Add(process);
        return process;
    }

    /// <summary>Takes a message of the purge, unless one with its id came before, and delivers it.</summary>
    public void Queue(string queue, ServiceBusMessage message)
    {
        if (queue != PurgeScheduler.Queue || !seen.Add(message.MessageId!))
            return;
        for (var copies = Rough && Chances.Chance(Twice) ? 2 : 1; copies > 0; copies--)
            _ = Observe(DeliverAsync(message));
    }

    public override void Died(Actor actor)
    {
        HasKilled = true;
        _ = Observe(RestartAsync());
    }

    private async Task DeliverAsync(ServiceBusMessage message)
    {
        var wait = message.ScheduledEnqueueTime - Time.GetUtcNow();
        await Task.Delay(
            (wait > TimeSpan.Zero ? wait : TimeSpan.Zero) + TimeSpan.FromMilliseconds(1 + Chances.Below(3000)), Time, CancellationToken.None);
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

    private async Task<bool> HandleAsync(OffboardingProcess process, TriggeredMessage message)
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
