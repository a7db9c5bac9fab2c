using NimbusFunctions.Local.Flows;

namespace NimbusFunctions.Tests.Flows;

/// <summary>Flows that are played against the whole app.</summary>
public class FlowPlayerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("post-update-cancel.json", 6)]
    [InlineData("over-the-cap.json", 3)]
    public async Task Play_Sample_GoesThroughAndLeavesNoTask(string sample, int steps)
    {
        await using var house = await FlowHouse.StartAsync();

        var (outcome, lines) = await PlayAsync(house, FlowSamples.Sample(sample));

        Assert.Null(outcome.Fault);
        Assert.Equal(steps, outcome.Steps.Count);
        Assert.Equal(steps + 1, lines.Count);
        Assert.All(lines.Skip(1), line => Assert.Matches(@"^ok    [a-z]+: .+: .*200.*, \d+\.\d\d s, nothing resent$|^ok    fill: ", line));
        Assert.Empty(await house.TasksAsync());
    }

    [Fact]
    public async Task Play_PostOverTheCap_SaysAfterHowManyCalls()
    {
        await using var house = await FlowHouse.StartAsync();
        await house.SetLimitsAsync("""{"externalTask":3}""");

        var (outcome, lines) = await PlayAsync(house, FlowSamples.Sample("over-the-cap.json"));

        Assert.Null(outcome.Fault);
        Assert.StartsWith("ok    fill: post an external task: 409 after 4 calls, ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("ok    clear: cancel external tasks: 200 after 3 calls, ", lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "id": "a", "do": "cancel-task", "task": "nowhere" }""", "the API answered 404", 1)]
    [InlineData("""{ "id": "a", "do": "post-external-task", "body": { "serviceUpn": "{{service}}" }, "answer": { "type": "Other" } }""", "expected type to be \"Other\", it is ", 1)]
    [InlineData("""{ "id": "a", "do": "post-external-task", "body": { "serviceUpn": "{{user.name}}" } }""", "there is no {{user.name}}; there is upn.", 1)]
    [InlineData("""{ "id": "a", "do": "usage", "service": "other@alpenwerk.example" }""", "there is no service other@alpenwerk.example.", 1)]
    [InlineData("""{ "id": "a", "do": "post-external-task", "body": { "serviceUpn": "{{service}}" }, "until": 409, "atMost": 2 }""", "expected 409, but the API answered 200", 1)]
    public async Task Play_StepThatFails_EndsTheFlowAndSaysWhatAndWhere(string step, string expected, int carriedOut)
    {
        await using var house = await FlowHouse.StartAsync();
        var file = FlowSamples.Read($$"""
            { "name": "Fails", "steps": [
            {{step}},
            { "id": "never", "do": "usage" } ] }
            """);

        var (outcome, lines) = await PlayAsync(house, file);

        Assert.Equal("line 2, steps[0]", outcome.Fault?.Place);
        Assert.Contains(expected, outcome.Fault?.Says, StringComparison.Ordinal);
        Assert.Equal(carriedOut, outcome.Steps.Count);
        Assert.StartsWith("WRONG a: ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_WithoutAnyService_SaysThatThereIsNone()
    {
        await using var house = await FlowHouse.StartAsync(services: 0);

        var (outcome, _) = await PlayAsync(house, FlowSamples.Sample("post-update-cancel.json"));

        Assert.Contains("there is no {{service}}; there is run, tenant, user.", outcome.Fault?.Says, StringComparison.Ordinal);
    }

    private static async Task<(FlowOutcome Outcome, List<string> Lines)> PlayAsync(FlowHouse house, FlowFile file)
    {
        List<string> lines = [];
        using var connection = house.Connection();
        return (await new FlowPlayer(connection, new(1000), TimeProvider.System).PlayAsync(file, lines.Add, Stop), lines);
    }
}
