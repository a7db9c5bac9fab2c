using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.IntegrationTests.Telemetry;

/// <summary>A collector, Application Insights and a flow on this machine; keeps what it got.</summary>
internal sealed class TelemetryReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> posts = new();

    private TelemetryReceiver(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    /// <summary>What the flow was called with in the header <c>traceparent</c>.</summary>
    public ConcurrentQueue<string> FlowTraces { get; } = new();

    public IReadOnlyList<ReceivedSpan> Spans => [.. Of("/v1/traces").SelectMany(body => ReceivedSpan.In(body))];

    /// <summary>Everything that came, as text: what is in there in plain is found.</summary>
    public string Everything => string.Join('\n', posts.Select(post => Encoding.UTF8.GetString(post.Body)));

    public IReadOnlyList<JsonElement> Envelopes =>
        [.. Of("/v2.1/track").SelectMany(body => Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => JsonDocument.Parse(line).RootElement)];

    public bool Has(string path) => posts.Any(post => post.Path == path);

    public static async Task<TelemetryReceiver> StartAsync()
    {
        var receiver = new TelemetryReceiver(LoopbackServer.Create());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IEnumerable<byte[]> Of(string path) => posts.Where(post => post.Path == path).Select(post => post.Body);

    private async Task TakeAsync(HttpContext http)
    {
        if (http.Request.Path == "/flow")
            FlowTraces.Enqueue(http.Request.Headers.TraceParent.ToString());
        var body = http.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
        using var content = new MemoryStream();
        await body.CopyToAsync(content);
        if (http.Request.Path != "/flow")
            posts.Enqueue((http.Request.Path, content.ToArray()));
        http.Response.StatusCode = StatusCodes.Status200OK;
    }
}
