using System.Collections.Concurrent;
using System.Text;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Host;
using NimbusFunctions.Tests;

namespace NimbusFunctions.IntegrationTests.Host;

/// <summary>The local host with a small app that writes a line for everything it runs.</summary>
internal sealed class HostUnderTest : IAsyncDisposable, IHostJournal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private FunctionHost? host;

    private HostUnderTest(TimeSpan lockDuration) => Broker = new(
        [
            new("work", false, lockDuration, 3, TimeSpan.Zero, "Work"),
            new("steps", true, lockDuration, 3, TimeSpan.Zero, "Steps"),
            new("lots", false, lockDuration, 3, TimeSpan.Zero, "Lots"),
        ],
        TimeProvider.System);

    public MessageBroker Broker { get; }

    public FunctionHost Host => host!;

    public ConcurrentQueue<string> Output { get; } = new();

    public ConcurrentQueue<string> Events { get; } = new();

    public ConcurrentQueue<InvocationEntry> Invocations { get; } = new();

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    /// <summary>The lines about functions that ran.</summary>
    public IReadOnlyList<string> Ran => [.. Output.Where(line => line.StartsWith("ran ", StringComparison.Ordinal))];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static Task<HostUnderTest> StartAsync(params (string Name, string Value)[] settings) => StartAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), settings);

    public static async Task<HostUnderTest> StartAsync(TimeSpan lockDuration, TimeSpan stopTimeout, params (string Name, string Value)[] settings)
    {
        var under = new HostUnderTest(lockDuration);
        var all = new Dictionary<string, string> { ["ServiceBus"] = "Endpoint=sb://127.0.0.1", ["TickSchedule"] = "0 0 3 1 1 *" };
        foreach (var (name, value) in settings)
            all[name] = value;
        under.host = await FunctionHost.StartAsync(new(AppRoot(), 0, under.Broker, all) { StopTimeout = stopTimeout }, under, TimeProvider.System, Cancelled);
        under.Client.BaseAddress = under.host.Address;
        return under;
    }

    public void Send(string queue, params (string Id, string? Session, string Body)[] messages) => Broker.Queue(queue).Send(
        [.. messages.Select(message => new BrokerMessage { MessageId = message.Id, SessionId = message.Session, Body = Encoding.UTF8.GetBytes(message.Body) })]);

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path, Cancelled);

    public Task<string> GetTextAsync(string path) => Client.GetStringAsync(path, Cancelled);

    /// <summary>Starts a function by hand with the master key.</summary>
    public async Task<int> StartByHandAsync(string function, string body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "admin/functions/" + function) { Content = new StringContent(body) };
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        using var answer = await Client.SendAsync(request, Cancelled);
        return (int)answer.StatusCode;
    }

    /// <summary>Waits for something that must come to be.</summary>
    public async Task UntilAsync(Func<bool> condition, string what)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(Patience);
        while (!condition())
        {
            try
            {
                await Task.Delay(10, deadline.Token);
            }
            catch (OperationCanceledException) when (!Cancelled.IsCancellationRequested)
            {
                Assert.Fail($"It never happened that {what}.\n{string.Join('\n', Events.Concat(Output).Concat(Invocations.Select(entry => entry.ToString())))}");
            }
        }
    }

    /// <summary>Waits until a queue is empty: what was in it is done or dead-lettered.</summary>
    public Task UntilEmptyAsync(string queue) => UntilAsync(() => Broker.Queue(queue).Counts.Active == 0, $"{queue} was empty");

    void IHostJournal.Invocation(InvocationEntry entry) => Invocations.Enqueue(entry);

    void IHostJournal.WorkerOutput(string line, bool error) => Output.Enqueue(line);

    void IHostJournal.HostEvent(string line) => Events.Enqueue(line);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        Broker.Dispose();
    }

    private static string AppRoot() =>
        Path.Combine(Repository.Root, "tests", "TestHandler", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0");
}
