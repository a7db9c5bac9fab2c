using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.Deliveries;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Tests.Callbacks.Deliveries;

public sealed class CallbackCallerTests : IAsyncLifetime
{
    private readonly CallbackCaller caller = Caller(localReceivers: true);
    private LoopbackReceiver? receiver;

    private LoopbackReceiver Receiver => receiver ?? throw new InvalidOperationException("It is not started.");

    public async ValueTask InitializeAsync() => receiver = await LoopbackReceiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await Receiver.DisposeAsync();
    }

    [Fact]
    public async Task CallAsync_AReceiver_GetsBodyEventIdAndTraceOverOneConnectionWithoutCookies()
    {
        Receiver.Answer = LoopbackReceiver.With(200, ("Set-Cookie", "a=b"));
        using var activity = new Activity("test").Start();

        Assert.Equal(new CallbackAnswer.Status(200), await CallAsync("one"));
        await CallAsync("two");

        Assert.Equal(["one", "two"], Receiver.All.Select(received => received.EventId));
        Assert.All(Receiver.All, received => Assert.Equal("""{"event":"Created"}""", received.Body));
        Assert.All(Receiver.All, received => Assert.Contains($"{activity.TraceId}", received.Trace, StringComparison.Ordinal));
        Assert.All(Receiver.All, received => Assert.Empty(received.Cookie));
        Assert.Single(Receiver.All.Select(received => received.Connection).Distinct());
    }

    [Fact]
    public async Task CallAsync_ARedirect_IsNotFollowed()
    {
        Receiver.Answer = LoopbackReceiver.With(302, ("Location", Receiver.Address));

        Assert.Equal(new CallbackAnswer.Status(302), await CallAsync());
        Assert.Single(Receiver.All);
    }

    [Fact]
    public async Task CallAsync_RetryAfter_IsRead()
    {
        Receiver.Answer = LoopbackReceiver.With(429, ("Retry-After", "17"));
        Assert.Equal(new CallbackAnswer.Status(429, TimeSpan.FromSeconds(17)), await CallAsync());

        Receiver.Answer = LoopbackReceiver.With(503, ("Retry-After", "nonsense"));
        Assert.Equal(new CallbackAnswer.Status(503), await CallAsync());
    }

    [Fact]
    public async Task CallAsync_AHangingReceiver_TimesOutAfterTenSeconds()
    {
        var time = new ManualTimeProvider();
        using var patient = Caller(localReceivers: true, time);
        Receiver.Answer = http => Task.Delay(Timeout.Infinite, http.RequestAborted);

        var call = CallAsync(by: patient);
        while (Receiver.All.IsEmpty)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<CallbackAnswer.TimedOut>(await call);
    }

    [Fact]
    public async Task CallAsync_AnAnswerWithoutEnd_IsNotRead()
    {
        var written = 0L;
        var over = new TaskCompletionSource();
        Receiver.Answer = async http =>
        {
            var block = new byte[64 * 1024];
            try
            {
                while (written < 1L << 30)
                {
                    await http.Response.Body.WriteAsync(block, http.RequestAborted);
                    written += block.Length;
                    // Once the caller has gone, writing is no effort until the server notices.
                    await Task.Delay(1, http.RequestAborted);
                }
            }
            finally
            {
                over.TrySetResult();
            }
        };

        Assert.Equal(new CallbackAnswer.Status(200), await CallAsync());
        await over.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.InRange(written, 0, 64L << 20);
    }

    [Fact]
    public async Task CallAsync_HugeHeaders_AreNoAnswer()
    {
        Receiver.Answer = LoopbackReceiver.With(200, [.. Enumerable.Range(0, 30).Select(number => ($"X-{number}", new string('x', 1000)))]);

        Assert.IsType<CallbackAnswer.Unreachable>(await CallAsync());
    }

    [Fact]
    public async Task CallAsync_AConnectionThatBreaks_IsNoAnswer()
    {
        Receiver.Answer = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };

        Assert.IsType<CallbackAnswer.Unreachable>(await CallAsync());
    }

    [Fact]
    public async Task CallAsync_NobodyListens_IsNoAnswer() =>
        Assert.IsType<CallbackAnswer.Unreachable>(await CallAsync(address: "http://127.0.0.1:9/"));

    [Fact]
    public async Task CallAsync_TheCallerStops_IsItsOwnEnd()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Receiver.Answer = http =>
        {
            stop.Cancel();
            return Task.Delay(Timeout.Infinite, http.RequestAborted);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller.CallAsync(Receiver.Address, "id", Body, stop.Token));
    }

    [Theory]
    [InlineData("http://flows.example/x")]
    [InlineData("https://flows.example:8443/x")]
    [InlineData("https://user@flows.example/x")]
    [InlineData("https://10.0.0.4/x")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("https://[fe80::1]/x")]
    [InlineData("https://vault.internal/x")]
    [InlineData("https://localhost/x")]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("http://127.0.0.1/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://[::ffff:127.0.0.1]/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public async Task CallAsync_WhatNotEverybodyReaches_IsRefusedInTheCloud(string address)
    {
        using var cloud = Caller(localReceivers: false);

        Assert.IsType<CallbackAnswer.Refused>(await CallAsync(by: cloud, address: address));
    }

    [Theory]
    [InlineData("http://10.0.0.4/x")]
    [InlineData("https://169.254.169.254/x")]
    [InlineData("http://flows.example/x")]
    public async Task CallAsync_InTheLocalEdition_OpensThisMachineAlone(string address) =>
        Assert.IsType<CallbackAnswer.Refused>(await CallAsync(address: address));

    private static JsonElement Body { get; } = JsonDocument.Parse("""{"event":"Created"}""").RootElement;

    private static CallbackCaller Caller(bool localReceivers, TimeProvider? time = null) =>
        new(Options.Create(new CallbackOptions { LocalReceivers = localReceivers }), Options.Create(new EntraOptions()), time ?? TimeProvider.System);

    private Task<CallbackAnswer> CallAsync(string eventId = "id", CallbackCaller? by = null, string? address = null) =>
        (by ?? caller).CallAsync(address ?? Receiver.Address, eventId, Body, TestContext.Current.CancellationToken);
}
