namespace NimbusFunctions.Tests.Simulation;

/// <summary>
/// Days made from seeds, lived through by the real sync. <c>NIMBUS_SEEDS</c> says how many, <c>NIMBUS_SEED</c> from
/// which on; that one alone plays it again and prints all of it.
/// </summary>
public sealed class SimulationTests
{
    // Beyond the usual ones: a user who goes in the moment that a team comes back.
    private static readonly int[] Kept = [2835];

    [Fact]
    public void Day_AnySeed_EndsAsTheDirectoryAndRemovesNobodyWhoIsThere()
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        SeededDays.AllGoWell(SeededDays.Seeds(Kept).Select(Live).Select(report =>
        {
            met.UnionWith(report.Met);
            return new LivedDay(report.Seed, report.Failures, report.Trace);
        }));
        // A fault that is never played proves nothing.
        if (SeededDays.Seeds(Kept).Count() >= SeededDays.Usual)
            Assert.Empty(Encounters.All.Except(met));
    }

    [Fact]
    public void Day_SameSeed_IsTheSameDay() => Assert.Equal(Live(7).Trace, Live(7).Trace);

    private static DayReport Live(int seed)
    {
        var report = SeededDays.Live(() =>
        {
            using var world = new World(seed);
            return new SimulatedDay(seed, world).Run();
        });
        if (SeededDays.IsOneAlone)
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', report.Trace));
        return report;
    }
}
