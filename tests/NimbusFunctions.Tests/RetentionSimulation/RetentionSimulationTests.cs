using System.Globalization;

namespace NimbusFunctions.Tests.RetentionSimulation;

/// <summary>
/// Days made from seeds, lived through by the real purge in several processes over one store that goes wrong.
/// <c>NIMBUS_SEEDS</c> says how many, <c>NIMBUS_SEED</c> with which to begin.
/// </summary>
public sealed class RetentionSimulationTests
{
    private const int Usual = 200;
    private const int MostFailures = 20;
    private const int LinesShown = 150;

    [Fact]
    public void Days_AnySeed_LoseNothingInsideRetentionAndKeepNothingOutside()
    {
        var failed = Seeds().Select(seed => (Seed: seed, World: Live(seed))).Where(days => days.World.Failures.Count > 0).Take(MostFailures).ToList();
        if (failed is [var first, ..])
            Assert.Fail(
                $"{string.Join('\n', failed.Select(days => $"NIMBUS_SEED={days.Seed}: {days.World.Failures[0].Split('\n')[0]}"))}\n"
                + string.Join('\n', first.World.Failures) + "\n"
                + string.Join('\n', first.World.Trace.Lines.TakeLast(LinesShown)));
    }

    [Fact]
    public void Days_SameSeed_AreTheSameDays() => Assert.Equal(Live(7).Trace.Lines, Live(7).Trace.Lines);

    private static IEnumerable<int> Seeds() => Enumerable.Range(Number("NIMBUS_SEED") ?? 1, Number("NIMBUS_SEEDS") ?? (Number("NIMBUS_SEED") is null ? Usual : 1));

    private static PurgeWorld Live(int seed)
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        PurgeWorld? world = null;
        var thread = new Thread(
            () =>
            {
                world = new PurgeWorld(seed);
                new PurgeDays(world).Run();
            },
            16 * 1024 * 1024);
        thread.Start();
        thread.Join();
        return world!;
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
