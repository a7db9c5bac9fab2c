using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.IntegrationTests.Callbacks.Deliveries;

/// <summary>The address of a flow on this machine; remembers the ids of the news that it took.</summary>
internal sealed class FlowReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private FlowReceiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<string> EventIds { get; } = new();

    /// <summary>What it does before it answers 202.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public string Address => $"{app.Urls.Single()}/flow";

    public static async Task<FlowReceiver> StartAsync()
    {
        var receiver = new FlowReceiver(LoopbackServer.Create());
        receiver.app.Run(async http =>
        {
            receiver.EventIds.Enqueue(http.Request.Headers["Nimbus-Event-Id"].ToString());
            await receiver.Before();
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
