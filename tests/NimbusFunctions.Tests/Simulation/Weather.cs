using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>How rough a seed's day is: calm ones show plain errors, rough ones what only comes together.</summary>
/// <param name="StoreFaults">How likely an operation of the store or the queue goes wrong, 0 to 1.</param>
/// <param name="GraphFaults">How many faults Graph plays during the day.</param>
/// <param name="Kills">How many instances are killed.</param>
/// <param name="Instances">How many run at once.</param>
/// <param name="LostLocks">How likely a delivery loses its session's lock, 0 to 1.</param>
/// <param name="Duplicates">How likely a message that was done comes again, 0 to 1.</param>
/// <param name="LargestSkew">How far an instance's clock goes wrong at most.</param>
/// <param name="Creep">How far time goes with every step.</param>
internal sealed record Weather(
    double StoreFaults, int GraphFaults, int Kills, int Instances, double LostLocks, double Duplicates, TimeSpan LargestSkew, TimeSpan Creep)
{
    public static Weather Of(SeededRandom random) => new(
        random.Pick([0, 0, 0.002, 0.01, 0.04]),
        random.Pick([0, 2, 6, 15]),
        random.Pick([0, 0, 1, 4]),
        1 + random.Below(3),
        random.Pick([0, 0.05, 0.3]),
        random.Pick([0, 0.05, 0.2]),
        TimeSpan.FromSeconds(random.Pick([0, 5, 120])),
        TimeSpan.FromMilliseconds(random.Pick([0, 1, 30])));
}
