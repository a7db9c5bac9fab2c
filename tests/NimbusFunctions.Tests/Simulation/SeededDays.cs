using System.Globalization;
using System.Runtime.ExceptionServices;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>Which days a simulation lives through, how each is lived, and what is said of those that go wrong.</summary>
internal static class SeededDays
{
    /// <summary>How many there are unless somebody asks for others.</summary>
    public const int Usual = 200;

    private const int MostFailures = 20;
    private const int LinesShown = 150;
    private const int StackBytes = 16 * 1024 * 1024;

    /// <summary>Whether one day is to be played again.</summary>
    public static bool IsOneAlone => Number("NIMBUS_SEED") is not null && Number("NIMBUS_SEEDS") is null;

    /// <param name="kept">Seeds beyond the usual ones, each for a day that once went wrong.</param>
    public static IEnumerable<int> Seeds(params int[] kept) =>
        Enumerable.Range(Number("NIMBUS_SEED") ?? 1, Number("NIMBUS_SEEDS") ?? (IsOneAlone ? 1 : Usual))
            .Union(Number("NIMBUS_SEED") is null ? kept : []);

    /// <summary>On a thread of its own: without a synchronization context all of it stays there.</summary>
    public static T Live<T>(Func<T> day)
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        var lived = default(T);
        ExceptionDispatchInfo? failure = null;
        // An exception that leaves a thread of our own would end the process and all its tests.
        var thread = new Thread(
            () =>
            {
                try
                {
                    lived = day();
                }
                catch (Exception thrown)
                {
                    failure = ExceptionDispatchInfo.Capture(thrown);
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return lived!;
    }

    /// <summary>Fails with the seeds of the days that went wrong and the story of the first.</summary>
    /// <param name="days">The days, lived as they are asked for.</param>
    public static void AllGoWell(IEnumerable<LivedDay> days)
    {
        var failed = days.Where(day => day.Failures.Count > 0).Take(MostFailures).ToList();
        if (failed is [var first, ..])
            Assert.Fail(
                $"{string.Join('\n', failed.Select(day => $"NIMBUS_SEED={day.Seed}: {day.Failures[0].Split('\n')[0]}"))}\n"
                + string.Join('\n', first.Failures) + "\n"
                + string.Join('\n', first.Trace.TakeLast(LinesShown)));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
