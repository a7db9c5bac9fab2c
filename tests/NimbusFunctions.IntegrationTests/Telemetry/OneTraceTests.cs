using System.Net.Http.Headers;
using System.Text;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Broker;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Engine;

namespace NimbusFunctions.IntegrationTests.Telemetry;

/// <summary>What leaves the app's own process, on the wire.</summary>
public sealed class OneTraceTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Secret = "alma-geheim";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_AFlowPostsATask_Should_BeOneTraceThroughQueuesEngineAndCallback()
    {
        await using var scene = await TelemetryScene.StartAsync("sig=none");
        using var post = new HttpRequestMessage(HttpMethod.Post, "v1/ExternalTasks") { Content = Json($$"""{"serviceUpn":"{{TelemetryScene.Upn}}"}""") };
        post.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        using (var answer = await scene.Administrator().SendAsync(post, Stop))
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");

        // What an engine is handed, looked at and given back.
        var queue = scene.Edition.Broker.Broker.Queue(TaskEngine.Dispatches);
        var dispatch = await queue.NextTaskAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Contains(Trace, dispatch.Message.ApplicationProperties["traceparent"] as string, StringComparison.Ordinal);
        Assert.Contains(Trace, dispatch.Message.ApplicationProperties["Diagnostic-Id"] as string, StringComparison.Ordinal);
        queue.Abandon(dispatch.LockToken);
        await using var engine = TaskEngine.Start(scene.Edition.Broker.Broker, new(TimeSpan.FromSeconds(1)), scene.Edition.Clock);

        var receiver = scene.Receiver;
        await TelemetryScene.UntilAsync(() => receiver.FlowTraces.Any(trace => trace.Contains(Trace, StringComparison.Ordinal)), "the flow is called in the trace");
        await TelemetryScene.UntilAsync(() => Count(receiver, "process task-events") >= 3, "three events of the engine are worked on in the trace");
        await TelemetryScene.UntilAsync(() => Count(receiver, "process flow-callbacks") >= 2, "the news and its delivery are worked on in the trace");
        await TelemetryScene.UntilAsync(() => Count(receiver, "POST /v1/ExternalTasks") == 1, "the post is a span of the trace");
        await TelemetryScene.UntilAsync(
            () => receiver.Envelopes.Any(envelope => Kind(envelope) == "RequestData" && Tag(envelope, "ai.operation.id") == Trace
                && Tag(envelope, "ai.operation.name") == "process task-events"),
            "Application Insights has it too");
        await TelemetryScene.UntilAsync(() => receiver.Has("/v1/metrics") && receiver.Has("/v1/logs"), "metrics and logs come");
        await TelemetryScene.UntilAsync(
            () => receiver.Envelopes.Any(envelope => Kind(envelope) == "MetricData" && envelope.ToString().Contains("nimbus.admissions", StringComparison.Ordinal)),
            "the admission is counted");
    }

    [Fact]
    public async Task When_PeopleAreNamedEverywhere_Should_NameNobodyInTelemetry()
    {
        await using var scene = await TelemetryScene.StartAsync($"sig={Secret}");
        var administrator = scene.Administrator();
        administrator.DefaultRequestHeaders.Add("tracestate", $"who={Secret}");
        administrator.DefaultRequestHeaders.Add("baggage", $"who={Secret}");
        administrator.DefaultRequestHeaders.Add("Idempotency-Key", Secret);
        administrator.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(Secret, "1"));
        var task = $$"""{"serviceUpn":"{{TelemetryScene.Upn}}","customerIdentifier":"{{Secret}}@privat.example"}""";
        Assert.Equal(200, (await administrator.CallAsync(HttpMethod.Post, "v1/ExternalTasks", task)).Status);
        await administrator.CallAsync(HttpMethod.Post, $"v1/ExternalTasks?who={Secret}", task);
        await administrator.CallAsync(HttpMethod.Post, "v1/ExternalTasks", $"{{ broken {Secret}");
        await administrator.CallAsync(HttpMethod.Delete, $"v1/ExternalTasks/{Secret}");
        await administrator.CallAsync(HttpMethod.Get, $"v1/tenants/{scene.Tenant}/users?search={Secret}");
        await administrator.CallAsync(HttpMethod.Get, $"v1/tenants/{scene.Tenant}/users/{Secret}@privat.example");
        await administrator.CallAsync(HttpMethod.Get, $"v1/tenants/{Secret}/users");
        await administrator.CallAsync(HttpMethod.Get, $"{Secret}/nowhere");
        await administrator.CallAsync(new HttpMethod(Secret.ToUpperInvariant()), "v1/ExternalTasks");
        await scene.As(Secret).CallAsync(HttpMethod.Get, $"v1/tenants/{scene.Tenant}/users");
        scene.Edition.Broker.Broker.Queue(TaskEngine.Events).Send([new BrokerMessage { Body = Encoding.UTF8.GetBytes($"{{\"taskId\":\"{Secret}\" broken"), MessageId = Secret }]);
        await administrator.CallAsync(HttpMethod.Get, "health/ready");

        var receiver = scene.Receiver;
        await TelemetryScene.UntilAsync(() => !receiver.FlowTraces.IsEmpty, "the flow is called");
        await TelemetryScene.UntilAsync(() => receiver.Spans.Any(span => span.Name == "process task-events"), "the unreadable event is worked on");
        var calls = receiver.Spans.Count(span => span.Name == "GET /v1/tenants/{tenant}/users");
        await administrator.CallAsync(HttpMethod.Get, $"v1/tenants/{scene.Tenant}/users");
        await TelemetryScene.UntilAsync(() => receiver.Spans.Count(span => span.Name == "GET /v1/tenants/{tenant}/users") > calls, "what was called before has been exported");

        var everything = receiver.Everything + string.Join('\n', receiver.Envelopes);
        Assert.DoesNotContain(Secret, everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("privat.example", everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(scene.Edition.Simulator.Tenants[0].Domain, everything, StringComparison.OrdinalIgnoreCase);
        foreach (var user in await scene.UserIdsAsync())
            Assert.DoesNotContain(user, everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(receiver.Spans, span => span.Name.Contains("health", StringComparison.Ordinal));
        Assert.DoesNotContain("?", string.Join('\n', receiver.Spans.Select(span => span.Attributes.GetValueOrDefault("url.full"))), StringComparison.Ordinal);
    }

    private static int Count(TelemetryReceiver receiver, string name) => receiver.Spans.Count(span => span.TraceId == Trace && span.Name == name);

    private static string? Kind(System.Text.Json.JsonElement envelope) => envelope.GetProperty("data").GetProperty("baseType").GetString();

    private static string? Tag(System.Text.Json.JsonElement envelope, string tag) =>
        envelope.GetProperty("tags").TryGetProperty(tag, out var value) ? value.GetString() : null;

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
