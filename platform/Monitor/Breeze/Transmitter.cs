using System.Threading.Channels;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Azure.Monitor.OpenTelemetry.Exporter.Breeze;

/// <summary>
/// Sends what exporters write, one transmission after the other. Whoever hands one over never waits: beyond
/// <see cref="MostBytes"/> it is dropped. What the service does not take for now waits as long as the service says.
/// </summary>
internal sealed class Transmitter
{
    /// <summary>What may wait: minutes of a busy instance.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    // The audience's address ends in a slash, and the scope has two (Azure Monitor: "Microsoft Entra authentication for Application Insights").
    private const string Scope = "https://monitor.azure.com//.default";

    private readonly Channel<Transmission> waiting = Channel.CreateUnbounded<Transmission>(new() { SingleReader = true });
    private readonly TaskCompletionSource closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpPipeline pipeline;
    private readonly IngestionAddress address;
    private readonly TimeProvider time;
    private readonly DropCount drops;
    private readonly Lazy<Task> sending;
    private long bytes;

    public Transmitter(IngestionAddress address, AzureMonitorExporterOptions options, string what, TimeProvider time, Func<ILoggerFactory?> logs)
    {
        (this.address, this.time) = (address, time);
        drops = new(what, time, logs);
        pipeline = HttpPipelineBuilder.Build(
            options, options.Credential is { } credential ? [new BearerTokenAuthenticationPolicy(credential, Scope)] : []);
        sending = new(() => Task.Run(SendAllAsync));
    }

    public string Key => address.Key;

    /// <returns>False: there is no room, and it is dropped.</returns>
    public bool TryAdd(Transmission transmission)
    {
        var size = transmission.Lines.Length;
        if (Interlocked.Add(ref bytes, size) <= MostBytes && waiting.Writer.TryWrite(transmission))
            return !sending.Value.IsFaulted;
        Interlocked.Add(ref bytes, -size);
        drops.Add(transmission.Ends.Count);
        return false;
    }

    /// <summary>Waits until everything is sent or dropped.</summary>
    /// <returns>False where that takes longer.</returns>
    public bool WaitUntilEmpty(int milliseconds) =>
        SpinWait.SpinUntil(() => Interlocked.Read(ref bytes) == 0, milliseconds);

    /// <summary>Sends what waits, each once, and ends.</summary>
    /// <returns>False where that takes longer.</returns>
    public bool Close(int milliseconds)
    {
        waiting.Writer.TryComplete();
        closing.TrySetResult();
        return !sending.IsValueCreated || sending.Value.Wait(milliseconds);
    }

    private async Task SendAllAsync()
    {
        // What this sends is not measured itself, or every transmission would beget one.
        using var silence = SuppressInstrumentationScope.Begin();
        await foreach (var transmission in waiting.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            for (var next = transmission; next is not null;)
            {
                var answer = await SendAsync(next).ConfigureAwait(false);
                if (answer.Lost > 0)
                    drops.Add(answer.Lost);
                await WaitAsync(answer.Wait).ConfigureAwait(false);
                next = answer.Again;
                if (next is not null && closing.Task.IsCompleted)
                    next = null;
            }

            Interlocked.Add(ref bytes, -transmission.Lines.Length);
        }
    }

    private async Task<TrackAnswer> SendAsync(Transmission transmission)
    {
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(address.Track);
        message.Request.Headers.Add("Content-Type", "application/x-json-stream");
        message.Request.Headers.Add("Content-Encoding", "gzip");
        message.Request.Content = RequestContent.Create(transmission.Compress());
        try
        {
            await pipeline.SendAsync(message, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // No connection, no answer in time, no token: telemetry must not end the process that it tells of.
            return TrackAnswer.Of(transmission, 0, null, default, time.GetUtcNow());
        }

        var response = message.Response;
        response.Headers.TryGetValue("Retry-After", out var retryAfter);
        return TrackAnswer.Of(transmission, response.Status, retryAfter, response.Content.ToMemory(), time.GetUtcNow());
    }

    private async Task WaitAsync(TimeSpan wait)
    {
        if (wait > TimeSpan.Zero)
            await Task.WhenAny(Task.Delay(wait, time, CancellationToken.None), closing.Task).ConfigureAwait(false);
    }
}
