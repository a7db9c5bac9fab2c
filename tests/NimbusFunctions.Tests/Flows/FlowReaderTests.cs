using NimbusFunctions.Local.Flows;

namespace NimbusFunctions.Tests.Flows;

public class FlowReaderTests
{
    private const string Good = """
        {
          "name": "Good",
          "triggers": [ { "id": "news", "kind": "tasks", "services": [ "{{service}}" ], "events": [ "Created" ] } ],
          "steps": [
            { "id": "post", "do": "post-external-task", "body": { "serviceUpn": "{{service}}" } },
            { "id": "told", "do": "wait", "trigger": "news", "where": { "taskId": "{{post.id}}" } }
          ]
        }
        """;

    [Fact]
    public void Read_GoodFile_HasItsTriggersAndSteps()
    {
        var flow = FlowReader.Read("good.json", Good, out var faults);

        Assert.Empty(faults);
        Assert.Equal(("Good", 1, 2), (flow!.Name, flow.Triggers.Count, flow.Steps.Count));
        Assert.Equal("""{"services":["{{service}}"],"taskEvents":["Created"]}""", flow.Triggers[0].Config.ToJsonString());
        Assert.Equal([200], flow.Steps[0].Expected);
        Assert.Equal("line 6, steps[1]", flow.Steps[1].Place);
    }

    [Theory]
    [InlineData("\"name\": \"Good\"", "\"name\": \"\"", "line 2, name: must be a text that is not empty.")]
    [InlineData("\"name\": \"Good\"", "\"nam\": \"Good\"", "line 2, nam: is not known here; there is name,")]
    [InlineData("\"name\": \"Good\",", "\"name\": \"Good\", \"name\": \"Twice\",", "is no JSON: ")]
    [InlineData("\"name\": \"Good\",", "\"name\": \"Good\"", "line 3: is no JSON: ")]
    [InlineData("\"kind\": \"tasks\"", "\"kind\": \"calls\"", "line 3, triggers[0].kind: must be tasks or scheduler-entries.")]
    [InlineData("[ \"Created\" ]", "[]", "line 3, triggers[0].events: must be a list of texts, at least one.")]
    [InlineData("\"{{service}}\" ]", "\"{{post.id}}\" ]", "line 3, triggers[0].services[0]: asks for {{post.id}}, but there is no earlier step 'post'.")]
    [InlineData("post-external-task", "post-task", "line 5, steps[0].do: is 'post-task'; it must be one of post-external-task, ")]
    [InlineData("\"do\": \"post-external-task\", ", "", "line 5, steps[0].do: is missing; it must be a text.")]
    [InlineData(", \"body\": { \"serviceUpn\": \"{{service}}\" }", "", "line 5, steps[0].body: is missing; post-external-task needs it.")]
    [InlineData("{ \"serviceUpn\": \"{{service}}\" }", "[]", "line 5, steps[0].body: must be an object: { … }.")]
    [InlineData("\"{{service}}\" } }", "\"{{told.event}}\" } }", "line 5, steps[0].body.serviceUpn: asks for {{told.event}}, but there is no earlier step 'told'.")]
    [InlineData("\"id\": \"told\"", "\"id\": \"post\"", "line 6, steps[1].id: is 'post', which is taken already; each needs its own.")]
    [InlineData("\"id\": \"told\"", "\"id\": \"run\"", "line 6, steps[1].id: is 'run', which is taken already; each needs its own.")]
    [InlineData("\"id\": \"told\"", "\"id\": \"a.b\"", "line 6, steps[1].id: must be letters, digits, ")]
    [InlineData("\"trigger\": \"news\"", "\"trigger\": \"olds\"", "line 6, steps[1].trigger: is 'olds', which is none of the flow's triggers.")]
    [InlineData("\"trigger\": \"news\"", "\"trigger\": \"news\", \"seconds\": 0", "line 6, steps[1].seconds: must be a whole number from 1 to 3600.")]
    [InlineData("\"trigger\": \"news\"", "\"trigger\": \"news\", \"until\": 409", "line 6, steps[1].until: is not known here; ")]
    [InlineData("\"id\": \"post\",", "\"id\": \"post\", \"expect\": \"ok\",", "line 5, steps[0].expect: must be a status such as 200, or a list of them.")]
    [InlineData("\"id\": \"post\",", "\"id\": \"post\", \"idempotency\": \"luck\",", "line 5, steps[0].idempotency: must be header, reference or none.")]
    [InlineData("\"serviceUpn\": \"{{service}}\"", "\"clientReference\": \"a\" }, \"idempotency\": \"header\", \"answer\": {", "line 5, steps[0].idempotency: must be reference, or be left out, ")]
    public void Read_OneFault_IsNamedWithItsPlaceAndAlone(string good, string bad, string expected)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var text = Good.Remove(Good.IndexOf(good, StringComparison.Ordinal), good.Length).Insert(Good.IndexOf(good, StringComparison.Ordinal), bad);

        Assert.Null(FlowReader.Read("bad.json", text, out var faults));

        // What a missing thing is missing for is a fault too, but the first is its cause.
        Assert.Contains(faults, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));
        Assert.InRange(faults.Count, 1, 2);
    }

    [Theory]
    [InlineData("", "is no JSON")]
    [InlineData("[]", "line 1: must be an object")]
    [InlineData("{ \"name\": \"x\" }", "line 1, steps: is missing; it must be a list with at least one step.")]
    [InlineData("{ \"name\": \"x\",\n\"steps\": {} }", "line 2, steps: must be a list: [ … ].")]
    [InlineData("{ \"name\": \"x\",\n\"steps\": [\n1 ] }", "line 3, steps[0]: must be an object: { … }.")]
    public void Read_NoFlowAtAll_SaysWhatIsMissing(string text, string expected)
    {
        Assert.Null(FlowReader.Read("bad.json", text, out var faults));

        Assert.Contains(expected, Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralFaults_AreAllNamed()
    {
        var text = Good.Replace("\"Good\"", "7", StringComparison.Ordinal).Replace("\"wait\"", "\"sleep\"", StringComparison.Ordinal);

        Assert.Null(FlowReader.Read("bad.json", text, out var faults));

        Assert.Equal(["line 2, name", "line 6, steps[1].do"], faults.Select(fault => fault.Place).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_HugeFile_IsRefused()
    {
        Assert.Null(FlowReader.Read("bad.json", new string(' ', 256 * 1024) + "{}", out var faults));

        Assert.Contains("is larger than 256 KiB", Assert.Single(faults).Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EverySample_IsGood()
    {
        var samples = System.IO.Directory.GetFiles(FlowSamples.Folder, "*.json");

        Assert.NotEmpty(samples);
        Assert.All(samples, sample =>
        {
            Assert.NotNull(FlowReader.Read(sample, File.ReadAllText(sample), out var faults));
            Assert.Empty(faults);
        });
    }
}
