using System.Text.Json;

namespace NimbusFunctions.IntegrationTests.Editions;

public sealed class DemoTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_TheDemoRuns_Should_HoldThroughoutAndLeaveNothingRunning()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It starts the program as Linux names it.");
        var file = Path.GetTempFileName();
        try
        {
            await using var demo = LocalProcess.Start(null, "demo", "--users", "60", "--teams", "4", "--json", file);
            var code = await demo.ExitAsync(Ct);

            Assert.Equal((0, ""), (code, string.Join('\n', demo.Errors)));
            using var report = JsonDocument.Parse(await File.ReadAllTextAsync(file, Ct));
            Assert.True(report.RootElement.GetProperty("holds").GetBoolean());
            Assert.Equal(4, report.RootElement.GetProperty("services").GetInt32());
            Assert.Equal(16, report.RootElement.GetProperty("steps").GetArrayLength());
            Assert.All(report.RootElement.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("holds").GetBoolean()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task When_TheDirectoryIsTooSmall_Should_SayWhatToAskFor()
    {
        var run = await CommandRun.OfAsync("demo", "--users", "2", "--teams", "1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--users", Assert.Single(run.Errors), StringComparison.Ordinal);
    }
}
