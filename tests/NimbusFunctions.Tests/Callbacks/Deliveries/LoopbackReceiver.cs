using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Tests.Callbacks.Deliveries;

/// <summary>A flow's address on this machine: remembers what it was sent and answers as it is told to.</summary>
internal sealed class LoopbackReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private LoopbackReceiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<Received> All { get; } = new();

    /// <summary>How it answers.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = With(202);

    /// <summary>With a signature, as real ones have.</summary>
    public string Address => $"{app.Urls.Single()}/flow?sig=SECRET-SIGNATURE";

    public static async Task<LoopbackReceiver> StartAsync()
    {
        var receiver = new LoopbackReceiver(LoopbackServer.Create());
        receiver.app.Run(async http =>
        {
            using var body = new StreamReader(http.Request.Body);
            receiver.All.Enqueue(new(
                $"{http.Request.Headers["Nimbus-Event-Id"]}", $"{http.Request.Headers.TraceParent}", $"{http.Request.Headers.Cookie}",
                await body.ReadToEndAsync(http.RequestAborted), http.Connection.Id));
            await receiver.Answer(http);
        });
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public static Func<HttpContext, Task> With(int status, params (string Name, string Value)[] headers) => http =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            http.Response.Headers.Append(name, value);
        return Task.CompletedTask;
    };

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>What came in.</summary>
internal sealed record Received(string EventId, string Trace, string Cookie, string Body, string Connection);
