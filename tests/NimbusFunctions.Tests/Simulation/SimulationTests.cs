using System.Globalization;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>
/// Days made from seeds, lived through by the real sync. <c>NIMBUS_SEEDS</c> says how many, <c>NIMBUS_SEED</c> from
/// which on; that one alone plays it again and prints all of it.
/// </summary>
public sealed class SimulationTests
{
    private const int Usual = 200;
    private const int MostFailures = 20;

    // Beyond the usual ones: a user who goes in the moment that a team comes back.
    private static readonly int[] Kept = [2835];

    private const int LinesShown = 120;

    [Fact]
    public void Day_AnySeed_EndsAsTheDirectoryAndRemovesNobodyWhoIsThere()
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        var failed = Seeds().Select(Live).Where(report =>
        {
            met.UnionWith(report.Met);
            return report.Failures.Count > 0;
        }).Take(MostFailures).ToList();
        if (failed is [var first, ..])
            Assert.Fail(
                $"{string.Join('\n', failed.Select(report => $"NIMBUS_SEED={report.Seed}: {report.Failures[0].Split('\n')[0]}"))}\n"
                + string.Join('\n', first.Trace.TakeLast(LinesShown)));
        // A fault that is never played proves nothing.
        if (Seeds().Count() >= Usual)
            Assert.Empty(Encounters.All.Except(met));
    }

    [Fact]
    public void Day_SameSeed_IsTheSameDay() => Assert.Equal(Live(7).Trace, Live(7).Trace);

    private static IEnumerable<int> Seeds() =>
        Enumerable.Range(Number("NIMBUS_SEED") ?? 1, Number("NIMBUS_SEEDS") ?? (IsOneAlone ? 1 : Usual))
            .Union(Number("NIMBUS_SEED") is null ? Kept : []);

    private static bool IsOneAlone => Number("NIMBUS_SEED") is not null && Number("NIMBUS_SEEDS") is null;

    /// <summary>On a thread of its own: without a synchronization context all of it stays there.</summary>
    private static DayReport Live(int seed)
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        DayReport? report = null;
        var thread = new Thread(
            () =>
            {
                using var world = new World(seed);
                report = new SimulatedDay(seed, world).Run();
            },
            16 * 1024 * 1024);
        thread.Start();
        thread.Join();
        if (IsOneAlone)
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', report!.Trace));
        return report!;
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
