using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Tests.TasksSimulation;

/// <summary>How rough a seed's day is.</summary>
/// <param name="StoreFaults">How likely an operation goes wrong, 0 to 1.</param>
/// <param name="Kills">How many processes are killed.</param>
/// <param name="Processes">How many run at once.</param>
/// <param name="Flows">How many flows post.</param>
/// <param name="Arrivals">How many messages arrive.</param>
/// <param name="HighestCap">Caps are drawn from 1 to this.</param>
/// <param name="Creep">How far time goes with every step.</param>
internal sealed record TaskWeather(double StoreFaults, int Kills, int Processes, int Flows, int Arrivals, int HighestCap, TimeSpan Creep)
{
    public static TaskWeather Of(SeededRandom random) => new(
        random.Pick([0, 0.005, 0.03, 0.1]),
        random.Pick([0, 0, 1, 4]),
        1 + random.Below(4),
        random.Pick([4, 12, 40]),
        random.Pick([0, 6, 25]),
        random.Pick([1, 3, 8]),
        TimeSpan.FromMilliseconds(random.Pick([0, 1, 20])));
}
