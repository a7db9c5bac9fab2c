using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Tests.PresenceSimulation;

/// <summary>How rough a seed's day is.</summary>
/// <param name="StoreFaults">How likely an operation of the store or the queue goes wrong, 0 to 1.</param>
/// <param name="GraphFaults">How likely a request to Graph does.</param>
/// <param name="Kills">How many processes are killed.</param>
/// <param name="Processes">How many run at once.</param>
/// <param name="Duplicates">How likely a message comes twice.</param>
/// <param name="Users">How many are tracked.</param>
/// <param name="Creep">How far time goes with every step.</param>
internal sealed record PresenceWeather(
    double StoreFaults, double GraphFaults, int Kills, int Processes, double Duplicates, int Users, TimeSpan Creep)
{
    public static PresenceWeather Of(SeededRandom random) => new(
        random.Pick([0, 0.005, 0.03, 0.1]),
        random.Pick([0, 0.05, 0.3, 0.8]),
        random.Pick([0, 0, 2, 5]),
        1 + random.Below(3),
        random.Pick([0, 0.1, 0.4]),
        random.Pick([3, 40, 700]),
        TimeSpan.FromMilliseconds(random.Pick([0, 1, 20])));
}
