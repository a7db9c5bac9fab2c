using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Flows;

/// <summary><c>flow FILE</c> against a running local edition.</summary>
[Collection(LocalEditionCollection.Name)]
public sealed class FlowTests(LocalEditionFixture edition)
{
    [Theory]
    [InlineData("post-update-cancel.json", 6)]
    [InlineData("over-the-cap.json", 3)]
    [InlineData("post-wait-update-cancel.json", 6, 1)]
    public async Task When_ASampleIsPlayed_Should_TellEachStepInALineAndExitWithZero(string sample, int steps, int triggers = 0)
    {
        var run = await PlayAsync(Samples.Path(sample));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(steps + triggers + 2, run.Lines.Length);
        Assert.StartsWith("Flow '", run.Lines[0], StringComparison.Ordinal);
        Assert.All(run.Lines[(1 + triggers)..^1], line => Assert.Matches(@"^ok    [a-z]+: .+, \d+\.\d\d s, (nothing resent|resent .+)$", line));
        Assert.Equal($"done: {steps} steps, all as the file expects", run.Lines[^1]);
    }

    [Fact]
    public async Task When_AStepFails_Should_SayWhatIsWrongAndWhereAndExitWithOne()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                file,
                """
                { "name": "Wrong", "steps": [
                  { "id": "cancel", "do": "cancel-task", "task": "00" }
                ] }
                """,
                TestContext.Current.CancellationToken);

            var run = await PlayAsync(file);

            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith($"{file}: line 2, steps[0]: step 'cancel': expected 200, but the API answered 404", Assert.Single(run.Errors), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task When_ThereIsNoSuchTenant_Should_NameThoseThatAre()
    {
        var run = await PlayAsync(Samples.Path("over-the-cap.json"), "--tenant", "nobody.example");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(edition.Tenant.Domain, Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    private Task<CommandRun> PlayAsync(string file, params string[] more) => CommandRun.OfAsync(
    [
        "flow", file, "--api", edition.Edition.Api.ToString(), "--simulator", edition.Edition.Simulator.HttpAddress.ToString(), "--faster", "100", .. more,
    ]);
}
