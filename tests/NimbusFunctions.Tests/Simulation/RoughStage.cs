using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>A stage on which operations go wrong while it is rough, and which remembers what was broken.</summary>
internal abstract class RoughStage : IStage
{
    public abstract Pump Pump { get; }

    public abstract ManualTimeProvider Time { get; }

    public abstract SeededRandom Chances { get; }

    public abstract Trace Trace { get; }

    public HashSet<string> Met { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether things go wrong at the moment.</summary>
    public bool Rough { get; set; }

    public List<string> Failures { get; } = [];

    /// <summary>How likely an operation goes wrong.</summary>
    protected abstract double StoreFaults { get; }

    /// <summary>The last of the faults that a write meets, in the order of <see cref="Simulation.StoreFault"/>.</summary>
    protected virtual StoreFault LastOfWrites => Simulation.StoreFault.HangAfter;

    /// <summary>What a reading meets; a fault that stands twice is met twice as often.</summary>
    protected virtual IReadOnlyList<StoreFault> OfReadings { get; } = [Simulation.StoreFault.Refused, Simulation.StoreFault.Hang];

    public StoreFault StoreFault(bool writes)
    {
        if (!Rough || !Chances.Chance(StoreFaults))
            return Simulation.StoreFault.None;
        return writes ? (StoreFault)(1 + Chances.Below((int)LastOfWrites)) : Chances.Pick(OfReadings);
    }

    public abstract void Died(Actor actor);

    public void Fail(string failure)
    {
        Trace.Add($"WRONG: {failure}");
        Failures.Add(failure);
    }

    /// <summary>What nobody waits for must not fail unseen.</summary>
    public async Task Observe(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception failure)
        {
            Fail(failure.ToString());
        }
    }
}
