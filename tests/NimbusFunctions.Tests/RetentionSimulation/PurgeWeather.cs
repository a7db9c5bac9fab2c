using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Tests.RetentionSimulation;

/// <summary>How rough a seed's days are.</summary>
/// <param name="StoreFaults">How likely an operation goes wrong, 0 to 1.</param>
/// <param name="Kills">How many processes are killed.</param>
/// <param name="Processes">How many run at once.</param>
/// <param name="Twice">How likely a message is delivered twice, 0 to 1.</param>
/// <param name="Rows">How many rows there are of each source.</param>
/// <param name="BigDay">How many more rows there are of one day.</param>
/// <param name="Changes">How often settings, holds and the pause change.</param>
/// <param name="Late">How many rows are written after their time is over.</param>
/// <param name="LargestSkew">How far a clock goes wrong at most.</param>
/// <param name="Creep">How far time goes with every step.</param>
internal sealed record PurgeWeather(
    double StoreFaults, int Kills, int Processes, double Twice, int Rows, int BigDay, int Changes, int Late, TimeSpan LargestSkew, TimeSpan Creep)
{
    public static PurgeWeather Of(SeededRandom random) => new(
        random.Pick([0, 0.005, 0.03, 0.1]),
        random.Pick([0, 0, 3, 12]),
        1 + random.Below(3),
        random.Pick([0, 0.1, 0.5]),
        random.Pick([5, 20, 40]),
        random.Pick([0, 0, 0, 250, 1300]),
        random.Pick([0, 3, 10]),
        random.Pick([0, 0, 12]),
        TimeSpan.FromMinutes(random.Pick([0, 10, 60])),
        TimeSpan.FromMilliseconds(random.Pick([0, 1, 20])));
}
