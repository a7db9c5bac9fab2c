using System.Net;
using Microsoft.Extensions.Logging;
using NimbusFunctions.Graph;

namespace NimbusFunctions.Tests.Graph;

public sealed class GraphBudgetTests : IDisposable
{
    private const string Members = "https://graph.example/v1.0/groups/1/members";

    private readonly ManualTimeProvider time = new();
    private readonly CountingGraph graph = new();
    private readonly CountingLog log = new();
    private readonly GraphUse use = new();
    private GraphOptions options = new() { TenantUnits = 100, InstanceUnits = 1_000 };
    private GraphBudget? budget;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => graph.Dispose();

    [Fact]
    public async Task Send_WithinTheBudget_GoesAtOnceWithItsPriority()
    {
        await AskAsync("one", 33);

        Assert.Equal(Enumerable.Repeat("Normal", 33), graph.Priorities);
        Assert.Equal(TimeSpan.Zero, use.Throttled);
    }

    [Fact]
    public async Task Send_BeyondTheBudget_WaitsAndCountsTheWait()
    {
        await AskAsync("one", 33);

        var late = AskAsync("one", 1);
        Assert.False(late.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.3));
        await late.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Stop);

        Assert.Equal(0.2, use.Throttled.TotalSeconds, 3);
    }

    [Fact]
    public async Task Send_OneTenantHasSpentItsUnits_AnotherGoesAtOnce()
    {
        await AskAsync("one", 33);

        var late = AskAsync("one", 1);
        await AskAsync("two", 33);

        Assert.False(late.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        await late.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Stop);
    }

    [Fact]
    public async Task Send_TheInstanceHasSpentItsUnits_DelaysAllAndSaysSoOnce()
    {
        options = new() { TenantUnits = 8_000, InstanceUnits = 1_000 };
        await AskAsync("one", 333);

        Task[] late = [AskAsync("one", 1), AskAsync("two", 1), AskAsync("three", 1)];
        Assert.DoesNotContain(late, task => task.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(late).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Stop);

        Assert.Equal([EventIds.GraphBudgetSpent], log.Events);
    }

    [Fact]
    public async Task Send_WaitOfMoreThanEightSeconds_EndsTheSlice()
    {
        // 100 units and 8 seconds' worth of them.
        var waiting = Enumerable.Range(0, 60).Select(_ => AskAsync("one", 1)).ToList();

        Assert.Equal(60, waiting.Count(task => !task.IsFaulted));
        await Assert.ThrowsAsync<ThrottledException>(() => AskAsync("one", 1));
        time.Advance(TimeSpan.FromSeconds(8));
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Stop);
    }

    [Fact]
    public async Task Send_CancelledWhileItWaits_LeavesItsUnitsToOthers()
    {
        await AskAsync("one", 33);
        using var gone = new CancellationTokenSource();

        var given = AskAsync("one", 1, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        time.Advance(TimeSpan.FromSeconds(0.2));

        await AskAsync("one", 1).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Stop);
    }

    [Fact]
    public async Task Answer_SaysThatItCostLess_TheRestIsSpentOnOthers()
    {
        graph.Answer = _ => new(HttpStatusCode.OK) { Headers = { { "x-ms-resource-unit", "1" } } };

        // 98 times 1, and 3 must be there before each.
        await AskAsync("one", 98);

        Assert.Equal(TimeSpan.Zero, use.Throttled);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "")]
    [InlineData(HttpStatusCode.OK, "0.8")]
    public async Task Answer_LimitIsNear_HalvesTheTenantsRate(HttpStatusCode status, string percentage)
    {
        graph.Answer = _ =>
        {
            var response = new HttpResponseMessage(status);
            if (percentage.Length > 0)
                response.Headers.Add("x-ms-throttle-limit-percentage", percentage);
            return response;
        };
        await AskAsync("one", 33);

        var late = AskAsync("one", 1);
        time.Advance(TimeSpan.FromSeconds(1));
        await late.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Stop);

        Assert.Equal(0.4, use.Throttled.TotalSeconds, 3);
    }

    [Fact]
    public async Task Send_Batch_IsTheSumOfItsItems()
    {
        budget ??= new(options, time, log);
        use.Priority = GraphPriority.Low;
        using var client = Client("one");
        const string Item = """{"id":"ID","method":"GET","url":"/groups/1/members?$select=id"}""";
        using var batch = new StringContent($$"""{"requests":[{{string.Join(',', Enumerable.Range(0, 20).Select(id => Item.Replace("ID", $"{id}", StringComparison.Ordinal)))}}]}""");

        using var request = new HttpRequestMessage(HttpMethod.Post, "https://graph.example/v1.0/$batch") { Content = batch };
        using var response = await client.SendAsync(request, Stop);
        await AskAsync("one", 20);

        Assert.Equal("Low", graph.Priorities[0]);
        Assert.Equal(TimeSpan.Zero, use.Throttled);
        Assert.False(AskAsync("one", 1).IsCompleted);
    }

    private async Task AskAsync(string tenant, int requests, CancellationToken? stop = null)
    {
        budget ??= new(options, time, log);
        using var client = Client(tenant);
        for (var request = 0; request < requests; request++)
        {
            using var response = await client.GetAsync(new Uri(Members), stop ?? Stop);
        }
    }

    private HttpClient Client(string tenant) =>
        new(new GraphBudgetHandler(budget!, tenant, GraphPriority.Normal, use) { InnerHandler = graph }, disposeHandler: false);

    private sealed class CountingLog : ILogger
    {
        public List<int> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Events.Add(eventId.Id);
    }
}
