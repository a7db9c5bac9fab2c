using NimbusFunctions.Local.Simulator.Directory;
namespace NimbusFunctions.Tests.Simulation;

/// <summary>What the actors of a simulation have in common.</summary>
internal interface IStage
{
    Pump Pump { get; }

    /// <summary>The clock of the store.</summary>
    ManualTimeProvider Time { get; }

    /// <summary>What goes wrong follows from this.</summary>
    SeededRandom Chances { get; }

    Trace Trace { get; }

    /// <summary>What was met of <see cref="Encounters"/>.</summary>
    HashSet<string> Met { get; }

    /// <summary>What goes wrong with an operation.</summary>
    StoreFault StoreFault(bool writes);

    /// <summary>An actor was killed.</summary>
    void Died(Actor actor);
}
