using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench.Callbacks;

/// <summary>The addresses of many flows on this machine: most take what comes at once, one never answers, one always fails.</summary>
internal sealed class FlowReceivers : IAsyncDisposable
{
    public const string Well = "well";
    public const string Hanging = "hanging";
    public const string Failing = "failing";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, long> arrivals = new(StringComparer.Ordinal);
    private int hanging;
    private int held;
    private int failing;

    private FlowReceivers(WebApplication app) => this.app = app;

    /// <summary>By event id, the timestamp of its first arrival at a flow that is well.</summary>
    public IReadOnlyDictionary<string, long> Arrivals => arrivals;

    public int HangingCalls => hanging;

    public int FailingCalls => failing;

    /// <summary>How many calls hang now.</summary>
    public int Held => Volatile.Read(ref held);

    public static async Task<FlowReceivers> StartAsync(CancellationToken stop)
    {
        FlowReceivers receivers = new(LoopbackServer.Create());
        receivers.app.Run(receivers.AnswerAsync);
        await receivers.app.StartAsync(stop);
        return receivers;
    }

    public string Address(string manner, int trigger) => string.Create(CultureInfo.InvariantCulture, $"{app.Urls.Single()}/{manner}/{trigger}");

    /// <summary>Forgets what has arrived.</summary>
    public void Clear()
    {
        arrivals.Clear();
        (hanging, failing) = (0, 0);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var arrived = TimeProvider.System.GetTimestamp();
        switch (http.Request.Path.Value?.Split('/')[1])
        {
            case Hanging:
                Interlocked.Increment(ref hanging);
                Interlocked.Increment(ref held);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
                Interlocked.Decrement(ref held);
                return;
            case Failing:
                Interlocked.Increment(ref failing);
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            default:
                arrivals.TryAdd(http.Request.Headers["Nimbus-Event-Id"].ToString(), arrived);
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                return;
        }
    }
}
