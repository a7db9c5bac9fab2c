using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Nimbus.Platform.Hosting;

namespace NimbusFunctions.Tests.Hosting;

public sealed class StartChecksTests : IDisposable
{
    private const string Http = """{"bindings":[{"type":"httpTrigger","direction":"in","name":"req","authLevel":"anonymous","route":"ROUTE"},{"type":"http","direction":"out","name":"$return"}]}""";
    private const string Timer = """{"bindings":[{"type":"timerTrigger","direction":"in","name":"t","schedule":"0 * * * * *"}]}""";
    private const string Queue = """{"bindings":[{"type":"serviceBusTrigger","direction":"in","name":"m","queueName":"q","connection":"ServiceBus"}]}""";
    private const string Many = """{"bindings":[{"type":"serviceBusTrigger","direction":"in","name":"m","queueName":"q","cardinality":"many","connection":"ServiceBus"}]}""";

    private readonly string root = System.IO.Directory.CreateTempSubdirectory("nimbus-app-").FullName;

    public void Dispose() => System.IO.Directory.Delete(root, true);

    [Fact]
    public async Task Run_EverythingAgrees_FindsNothing()
    {
        Declare("Api", Http.Replace("ROUTE", "v1/{*path}", StringComparison.Ordinal));
        Declare("Health", Http.Replace("ROUTE", "health/{*path}", StringComparison.Ordinal));
        Declare("Tick", Timer);
        Declare("Work", Queue);
        Declare("Lots", Many);
        Assert.Empty(await ProblemsAsync(app =>
        {
            app.MapHttpFunction("Api", "v1").MapGet("/{*path}", () => "");
            app.MapHttpFunction("Health", "health").MapGet("/", () => "");
            MapTimer(app, "Tick");
            MapMessage(app, "Work");
            app.MapFunction("Lots", (IReadOnlyList<TriggeredMessage> _, FunctionContext _, CancellationToken _) => Task.CompletedTask);
        }));
    }

    [Fact]
    public async Task Run_Differences_AreAllNamed()
    {
        Declare("Api", Http.Replace("ROUTE", "v2/{*path}", StringComparison.Ordinal));
        Declare("Forgotten", Timer);
        Declare("Batch", Many);
        Declare("Blob", """{"bindings":[{"type":"blobTrigger","name":"b"}]}""");
        Declare("Broken", "{");
        Declare("tick", Timer);
        var problems = await ProblemsAsync(app =>
        {
            app.MapHttpFunction("Api", "v1");
            MapMessage(app, "Batch");
            MapMessage(app, "Extra");
            MapTimer(app, "Tick");
        });
        Assert.Collection(
            problems.Order(StringComparer.OrdinalIgnoreCase),
            line => Assert.Contains("Api is mapped at root 'v1'", line, StringComparison.Ordinal),
            line => Assert.Contains("Batch is mapped as a Service Bus function for one message", line, StringComparison.Ordinal),
            line => Assert.Contains("Blob/function.json cannot be used", line, StringComparison.Ordinal),
            line => Assert.Contains("Broken/function.json cannot be used", line, StringComparison.Ordinal),
            line => Assert.Contains("Extra is mapped", line, StringComparison.Ordinal),
            line => Assert.Contains("Forgotten/function.json declares a timer function", line, StringComparison.Ordinal),
            line => Assert.Contains("differ in case", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{*path}", "could match")]
    [InlineData("{tenant}/users", "could match")]
    [InlineData("v{version}/users", "could match")]
    [InlineData("tick/{*path}", "matches the name of the function Tick")]
    [InlineData("", "is empty")]
    public async Task Run_FunctionJsonOpensATriggersName_IsNamed(string route, string expected)
    {
        Declare("Tick", Timer);
        Declare("Open", Http.Replace("ROUTE", route, StringComparison.Ordinal));
        Assert.Contains(await ProblemsAsync(app => MapTimer(app, "Tick")), line => line.StartsWith("Open/function.json", StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_HttpFunctionWithoutRoute_OpensItsOwnName()
    {
        Declare("Api", """{"bindings":[{"type":"httpTrigger","name":"req"}]}""");
        Assert.Contains(await ProblemsAsync(app => app.MapHttpFunction("Api", "v1")), line => line.Contains("has the route 'Api'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/{*path}")]
    [InlineData("/{name}")]
    [InlineData("/TICK")]
    [InlineData("/tick/{id}")]
    public async Task Run_EndpointMatchesATriggersName_IsNamed(string pattern)
    {
        Declare("Tick", Timer);
        var problems = await ProblemsAsync(app =>
        {
            MapTimer(app, "Tick");
            app.MapGet(pattern, () => "");
        });
        Assert.Contains($"The endpoint '{pattern}'", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("{x}")]
    [InlineData("")]
    [InlineData("..")]
    public async Task MapHttpFunction_NotARoot_Throws(string path) =>
        await ProblemsAsync(app => Assert.Throws<ArgumentException>(() => app.MapHttpFunction("Api", path)));

    [Fact]
    public async Task MapFunction_Twice_Throws() => await ProblemsAsync(app =>
    {
        MapTimer(app, "Tick");
        Assert.Throws<ArgumentException>(() => MapMessage(app, "tick"));
    });

    [Fact]
    public async Task Run_WithAProblem_Returns1WithoutListening()
    {
        var port = HandlerApp.FreePort();
        var builder = Builder(port);
        var app = builder.Build();
        MapTimer(app, "Tick");
        Assert.Equal(1, await app.RunCustomHandlerAsync());
    }

    [Fact]
    public async Task Run_PortTaken_Returns1()
    {
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        try
        {
            Assert.Equal(1, await Builder(((System.Net.IPEndPoint)listener.LocalEndpoint).Port).Build().RunCustomHandlerAsync());
        }
        finally
        {
            listener.Stop();
        }
    }

    [Fact]
    public async Task Run_StoppedByItself_Returns1()
    {
        var app = Builder(HandlerApp.FreePort()).Build();
        app.Lifetime.ApplicationStarted.Register(app.Lifetime.StopApplication);
        Assert.Equal(1, await app.RunCustomHandlerAsync());
    }

    [Fact]
    public void AddCustomHandler_BrokenHostFile_SaysSo()
    {
        File.WriteAllText(Path.Combine(root, "host.json"), "{");
        Assert.Contains("host.json cannot be read", Assert.Throws<CustomHandlerException>(() => Builder(1)).Message, StringComparison.Ordinal);
    }

    private void Declare(string name, string json)
    {
        System.IO.Directory.CreateDirectory(Path.Combine(root, name));
        File.WriteAllText(Path.Combine(root, name, "function.json"), json, Encoding.UTF8);
    }

    private WebApplicationBuilder Builder(int port)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        builder.Configuration["FUNCTIONS_APP_ROOT_PATH"] = root;
        return builder.AddCustomHandler();
    }

    private async Task<IReadOnlyList<string>> ProblemsAsync(Action<WebApplication> map)
    {
        File.WriteAllText(Path.Combine(root, "host.json"), """{"extensions":{"http":{"routePrefix":""}}} // the host takes comments""");
        await using var app = Builder(HandlerApp.FreePort()).Build();
        map(app);
        return CustomHandler.Problems(app);
    }

    private static void MapTimer(WebApplication app, string name) => app.MapFunction(name, (TimerTick _, FunctionContext _, CancellationToken _) => Task.CompletedTask);

    private static void MapMessage(WebApplication app, string name) => app.MapFunction(name, (TriggeredMessage _, FunctionContext _, CancellationToken _) => Task.CompletedTask);
}
