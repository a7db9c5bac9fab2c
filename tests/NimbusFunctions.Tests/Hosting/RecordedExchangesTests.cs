using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Nimbus.Platform.Hosting;

namespace NimbusFunctions.Tests.Hosting;

/// <summary>Every exchange that was recorded from the real host, replayed against the handler.</summary>
public class RecordedExchangesTests
{
    private const string FullEnvelope = """{"Outputs":{},"Logs":[],"ReturnValue":null}""";

    [Theory]
    [InlineData("default/002-TimerTick-.txt", null, null)]
    [InlineData("forwarding/002-TimerFail500-fail500.txt", null, "2027-01-01T03:00:00Z")]
    [InlineData("forwarding/011-TimerTick-.txt", null, "2026-11-22T01:28:00Z")]
    [InlineData("forwarding/015-TimerTick-.txt", "2026-11-22T01:28:00.0084394Z", "2026-11-22T01:29:00Z")]
    [InlineData("forwarding/017-TimerTick-.txt", "2026-11-22T01:28:00.0084394Z", "2026-11-22T01:29:00Z")]
    public async Task Timer_Recorded_IsReadAndAnsweredInFull(string file, string? last, string? next)
    {
        var recording = Assert.Single(Recording.Read(file));
        (TimerTick Tick, FunctionContext Context)? seen = null;
        await using var app = await HandlerApp.StartAsync(app => app.MapFunction(recording.Target.Trim('/'), (TimerTick tick, FunctionContext context, CancellationToken _) =>
        {
            seen = (tick, context);
            return Task.CompletedTask;
        }));

        using var answer = await app.Client.SendAsync(recording.ToRequest(app.Client.BaseAddress!), TestContext.Current.CancellationToken);

        Assert.Equal(StatusCodes.Status200OK, (int)answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(FullEnvelope, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(seen);
        Assert.Equal(new TimerTick(false, Time(last), Time(next)), seen.Value.Tick);
        Assert.Equal(recording.Headers.Single(header => header.Key == "X-Azure-Functions-InvocationId").Value, seen.Value.Context.InvocationId);
        Assert.Equal(0, seen.Value.Context.RetryCount);
    }

    [Fact]
    public async Task Message_RecordedManualRun_IsReadWithoutMetadata()
    {
        var recording = Assert.Single(Recording.Read("forwarding/014-ManualOne-.txt"));
        TriggeredMessage? seen = null;
        await using var app = await HandlerApp.StartAsync(app => app.MapFunction("ManualOne", (TriggeredMessage message, FunctionContext _, CancellationToken _) =>
        {
            seen = message;
            return Task.CompletedTask;
        }));

        using var answer = await app.Client.SendAsync(recording.ToRequest(app.Client.BaseAddress!), TestContext.Current.CancellationToken);

        Assert.Equal(StatusCodes.Status200OK, (int)answer.StatusCode);
        Assert.Equal("""{"hello":"world"}""", seen?.Body.ToString());
        Assert.Null(seen?.MessageId);
    }

    [Theory]
    [InlineData("default/002-HttpDefault-b64.txt")]
    [InlineData("default/002-HttpDefault-plain.txt")]
    [InlineData("default/003-HttpDefault-badjson.txt")]
    [InlineData("default/003-HttpDefault-retvalue.txt")]
    [InlineData("default/004-HttpDefault-fail500.txt")]
    [InlineData("default/004-HttpDefault-stringoutput.txt")]
    [InlineData("default/005-HttpDefault-.txt")]
    [InlineData("default/005-HttpDefault-nosc.txt")]
    [InlineData("default/005-HttpDefault-nulljson.txt")]
    [InlineData("default/006-HttpDefault-.txt")]
    [InlineData("default/007-HttpDefault-.txt")]
    [InlineData("default/008-HttpDefault-.txt")]
    [InlineData("default/009-HttpDefault-empty204.txt")]
    [InlineData("forwarding/010-HttpMixed-.txt")]
    public void Envelope_RecordedHttpTrigger_IsRead(string file)
    {
        using var body = JsonDocument.Parse(Assert.Single(Recording.Read(file)).Body);
        var envelope = Envelope.Of(body.RootElement, "req");
        Assert.Equal("http", envelope.Value.GetProperty("Url").GetString()![..4]);
        Assert.True(envelope.Metadata.TryGetProperty("sys", out _));
    }

    [Theory]
    [InlineData("forwarding/005-7-.txt")]
    [InlineData("forwarding/006-things-.txt")]
    [InlineData("forwarding/007-things-fail500.txt")]
    [InlineData("forwarding/008-things-plain.txt")]
    [InlineData("forwarding/009-things-empty204.txt")]
    [InlineData("forwarding/012-HttpKeyed-.txt")]
    [InlineData("forwarding/013-HttpKeyed-.txt")]
    [InlineData("forwarding/016-things-slow.txt")]
    public async Task HttpFunction_RecordedForwarding_ReachesTheEndpointAsItWas(string file)
    {
        var recording = Assert.Single(Recording.Read(file));
        string? seen = null;
        await using var app = await HandlerApp.StartAsync(app =>
        {
            RequestDelegate echo = async http =>
            {
                using var reader = new StreamReader(http.Request.Body);
                seen = $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {await reader.ReadToEndAsync()}";
            };
            app.MapHttpFunction("Api", "api").Map("/{*path}", echo);
        });

        using var answer = await app.Client.SendAsync(recording.ToRequest(app.Client.BaseAddress!), TestContext.Current.CancellationToken);

        Assert.Equal(StatusCodes.Status200OK, (int)answer.StatusCode);
        Assert.Equal($"{recording.Method} {recording.Target} {recording.Body}", seen);
    }

    [Theory]
    [InlineData("default/01-readiness-probe.txt")]
    [InlineData("forwarding/01-readiness-probe.txt")]
    public async Task Readiness_RecordedProbe_IsAnsweredBeforeEverythingElse(string file)
    {
        await using var app = await HandlerApp.StartAsync(app => app.Use((HttpContext _, RequestDelegate _) => throw new InvalidOperationException("not for the probe")));
        foreach (var recording in Recording.Read(file))
        {
            using var answer = await app.Client.SendAsync(recording.ToRequest(app.Client.BaseAddress!), TestContext.Current.CancellationToken);
            Assert.Equal(StatusCodes.Status200OK, (int)answer.StatusCode);
        }
    }

    private static DateTimeOffset? Time(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
