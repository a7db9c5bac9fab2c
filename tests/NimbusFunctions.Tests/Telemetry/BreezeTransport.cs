using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using NimbusFunctions.Tests.ServiceBus;

namespace NimbusFunctions.Tests.Telemetry;

/// <summary>Application Insights as a test wants it to answer; keeps the envelopes that it was sent.</summary>
internal sealed class BreezeTransport(Func<int, ScriptedResponse> answer) : HttpPipelineTransport
{
    private int calls;

    /// <summary>The lines of each call.</summary>
    public ConcurrentQueue<string[]> Calls { get; } = new();

    /// <summary>The headers of the last call.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>();

    public Uri? Address { get; private set; }

    public IReadOnlyList<JsonElement> Envelopes => [.. Calls.SelectMany(lines => lines).Select(line => JsonDocument.Parse(line).RootElement)];

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The exporter is asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        using var body = new MemoryStream();
        await message.Request.Content!.WriteToAsync(body, message.CancellationToken);
        body.Position = 0;
        using var text = new StreamReader(new GZipStream(body, CompressionMode.Decompress), Encoding.UTF8);
        Headers = message.Request.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
        Address = message.Request.Uri.ToUri();
        Calls.Enqueue((await text.ReadToEndAsync(message.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        message.Response = answer(calls++);
    }
}
