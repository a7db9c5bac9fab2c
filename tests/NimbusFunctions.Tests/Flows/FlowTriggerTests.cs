using System.Net;
using NimbusFunctions.Local.Flows;

namespace NimbusFunctions.Tests.Flows;

/// <summary>Flows that begin with a trigger, against a stand-in for the app.</summary>
public class FlowTriggerTests
{
    private const string Flow = """
        {
          "name": "Waits",
          "triggers": [ { "id": "news", "kind": "tasks", "services": [ "{{service}}" ], "events": [ "InQueue", "Connected" ] } ],
          "steps": [
            { "id": "post", "do": "post-external-task", "body": { "serviceUpn": "{{service}}" } },
            { "id": "told", "do": "wait", "trigger": "news", "where": { "taskId": "{{post.id}}", "event": "connected" }, "answer": { "direction": "None" }, "seconds": 1 }
          ]
        }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Play_WaitForTheTrigger_TakesTheNewsThatFitsAndTurnsTheFlowOff()
    {
        await using var api = await TriggerStandIn.StartAsync(task => [("1", News("other", "Connected")), ("2", News(task, "InQueue")), ("3", News(task, "Connected"))]);

        var (outcome, lines) = await PlayAsync(api, Flow);

        Assert.Null(outcome.Fault);
        Assert.Equal("ok    turned on: 1 trigger registered, taken back at the end", lines[1]);
        Assert.StartsWith("ok    told: wait for the trigger: told of Connected, ", lines[3], StringComparison.Ordinal);
        Assert.Equal((1, 0), (api.EverRegistered, api.Registered.Count));
        Assert.All(api.Answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer));
    }

    [Fact]
    public async Task Play_NothingThatFits_SaysWhatTheTriggerWasToldAndTurnsTheFlowOff()
    {
        await using var api = await TriggerStandIn.StartAsync(task => [("1", News(task, "InQueue")), ("1", News(task, "InQueue")), ("2", News("other", "Connected"))]);

        var (outcome, _) = await PlayAsync(api, Flow);

        Assert.Equal("line 6, steps[1]: step 'told': nothing that fits came within 1 s; the trigger was told of InQueue, Connected.", outcome.Fault?.ToString());
        Assert.Empty(api.Registered);
    }

    [Fact]
    public async Task Play_NewsWithAnotherValue_IsAFailure()
    {
        await using var api = await TriggerStandIn.StartAsync(task => [("1", News(task, "Connected", "Inbound"))]);

        var (outcome, _) = await PlayAsync(api, Flow);

        Assert.EndsWith("expected direction to be \"None\", it is \"Inbound\".", outcome.Fault?.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_RegistrationRefused_SaysWhyAtTheTrigger()
    {
        await using var api = await TriggerStandIn.StartAsync(registrationStatus: 403);

        var (outcome, _) = await PlayAsync(api, Flow);

        Assert.Equal(
            "line 3, triggers[0]: trigger 'news' was not registered: the API answered 403: The role does not cover the service.", outcome.Fault?.ToString());
        Assert.Empty(outcome.Steps);
    }

    [Fact]
    public async Task Play_TriggerOfWhatIsNotKnown_SaysSoAtTheTrigger()
    {
        await using var api = await TriggerStandIn.StartAsync();

        var (outcome, _) = await PlayAsync(api, Flow.Replace("[ \"{{service}}\" ]", "[ \"{{tenant.upn}}\" ]", StringComparison.Ordinal));

        Assert.Equal("line 3, triggers[0]: trigger 'news' was not registered: there is no {{tenant.upn}}; there is id.", outcome.Fault?.ToString());
    }

    [Fact]
    public async Task Receiver_AnotherSecretOrNoJson_IsNotTaken()
    {
        await using var receiver = await TriggerReceiver.StartAsync(Stop);
        using var http = new HttpClient();
        var address = receiver.AddressOf("news");

        using var wrong = await http.PostAsync(new Uri(address, "/0123/news"), new StringContent("{}"), Stop);
        using var noJson = await http.PostAsync(address, new StringContent("hello"), Stop);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (wrong.StatusCode, noJson.StatusCode));
        Assert.Empty(receiver.EventsOf("news"));
    }

    private static string News(string task, string what, string direction = "None") => $$"""{"taskId":"{{task}}","event":"{{what}}","direction":"{{direction}}"}""";

    private static async Task<(FlowOutcome Outcome, List<string> Lines)> PlayAsync(TriggerStandIn api, string flow)
    {
        List<string> lines = [];
        using var connection = api.Connection();
        return (await new FlowPlayer(connection, new(1000), TimeProvider.System).PlayAsync(FlowSamples.Read(flow), lines.Add, Stop), lines);
    }
}
