using System.Net;
using System.Net.Sockets;
using NimbusFunctions.Health;

namespace NimbusFunctions.Tests.Health;

/// <summary>Real calls to real listeners: what .NET measures of them is what health knows.</summary>
public sealed class NeighbourWatchTests : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly int port = FreePort();
    private readonly HttpClient client = new();
    private volatile int status = 200;

    public NeighbourWatchTests()
    {
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        _ = AnswerAsync();
    }

    [Fact]
    public async Task Failing_AfterThreeAnswersOf503_NamesTheNeighbourUntilItAnswersAgain()
    {
        using var watch = await StartAsync();

        status = 503;
        await CallAsync(3);
        Assert.Contains("status 503", Assert.Contains("graph", watch.Failing()), StringComparison.Ordinal);

        status = 404;
        await CallAsync(1);
        Assert.Empty(watch.Failing());
    }

    [Fact]
    public async Task Failing_NobodyListens_IsToldWithoutAnAddress()
    {
        using var watch = await StartAsync();
        listener.Stop();

        await CallAsync(3);

        var says = Assert.Contains("graph", watch.Failing());
        Assert.Contains("connection_error", says, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_CallsToOthers_AreNobodysTrouble()
    {
        using var watch = new NeighbourWatch([new("graph", "127.0.0.1", port + 1)], TimeProvider.System);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        status = 500;

        await CallAsync(5);

        Assert.Empty(watch.Failing());
    }

    public void Dispose()
    {
        client.Dispose();
        listener.Close();
    }

    private async Task<NeighbourWatch> StartAsync()
    {
        var watch = new NeighbourWatch([Neighbour.At(Neighbour.Graph, new Uri($"http://127.0.0.1:{port}/v1.0"))], TimeProvider.System);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        return watch;
    }

    private async Task CallAsync(int times)
    {
        for (var call = 0; call < times; call++)
        {
            try
            {
                using var answer = await client.GetAsync($"http://127.0.0.1:{port}/", TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException)
            {
                // What a caller sees of it is no matter of this test.
            }
        }
    }

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                context.Response.StatusCode = status;
                context.Response.Close();
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
