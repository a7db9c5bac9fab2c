using System.Globalization;

namespace NimbusFunctions.Tests.PresenceSimulation;

/// <summary>
/// Minutes made from seeds, lived through by the real polling in several processes over a store and a Graph that go wrong.
/// <c>NIMBUS_SEEDS</c> says how many, <c>NIMBUS_SEED</c> with which to begin.
/// </summary>
public sealed class PresenceSimulationTests
{
    private const int Usual = 200;
    private const int MostFailures = 20;
    private const int LinesShown = 150;

    [Fact]
    public void Day_AnySeed_SaysNothingOldAndRecovers()
    {
        var failed = Seeds().Select(seed => (Seed: seed, World: Live(seed))).Where(day => day.World.Failures.Count > 0).Take(MostFailures).ToList();
        if (failed is [var first, ..])
            Assert.Fail(
                $"{string.Join('\n', failed.Select(day => $"NIMBUS_SEED={day.Seed}: {day.World.Failures[0].Split('\n')[0]}"))}\n"
                + string.Join('\n', first.World.Failures) + "\n"
                + string.Join('\n', first.World.Trace.Lines.TakeLast(LinesShown)));
    }

    [Fact]
    public void Day_SameSeed_IsTheSameDay() => Assert.Equal(Live(7).Trace.Lines, Live(7).Trace.Lines);


    private static IEnumerable<int> Seeds() => Enumerable.Range(Number("NIMBUS_SEED") ?? 1, Number("NIMBUS_SEEDS") ?? (Number("NIMBUS_SEED") is null ? Usual : 1));

    private static PresenceWorld Live(int seed)
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        PresenceWorld? world = null;
        var thread = new Thread(
            () =>
            {
                world = new PresenceWorld(seed);
                new PresenceDay(world).Run();
            },
            16 * 1024 * 1024);
        thread.Start();
        thread.Join();
        return world!;
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
