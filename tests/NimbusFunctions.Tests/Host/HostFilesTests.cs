using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Host;

namespace NimbusFunctions.Tests.Host;

public sealed class HostFilesTests : IDisposable
{
    private const string HostJson = """
        { // the host takes comments
          "functionTimeout": "00:07:00",
          "extensions": { "http": { "routePrefix": "" }, "serviceBus": { "maxConcurrentCalls": 3, "maxConcurrentSessions": 4, "sessionIdleTimeout": "00:00:02", "maxAutoLockRenewalDuration": "00:06:00" } },
          "customHandler": { "description": { "defaultExecutablePath": "App", "arguments": ["--x", "%ARG%", "%UNSET_ARG%"] }, "enableForwardingHttpRequest": true }
        }
        """;

    private readonly string root = System.IO.Directory.CreateTempSubdirectory("nimbus-host-").FullName;
    private readonly MessageBroker broker = new(
        [new("work", false, TimeSpan.FromMinutes(1), 3, TimeSpan.Zero, ""), new("steps", true, TimeSpan.FromMinutes(1), 3, TimeSpan.Zero, "")], TimeProvider.System);

    public HostFilesTests()
    {
        File.WriteAllText(Path.Combine(root, "host.json"), HostJson);
        File.WriteAllText(Path.Combine(root, "App"), "");
    }

    public void Dispose()
    {
        broker.Dispose();
        System.IO.Directory.Delete(root, true);
    }

    [Fact]
    public void HostFile_Settings_AreRead()
    {
        var host = HostFile.Read(root, Settings(("ARG", "1")));
        Assert.Equal(Path.Combine(root, "App"), host.Executable);
        Assert.Equal("--x 1", host.Arguments);
        Assert.Equal((TimeSpan.FromMinutes(7), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(6)), (host.FunctionTimeout, host.InitializationTimeout, host.SessionIdleTimeout, host.MaxAutoLockRenewalDuration));
        Assert.Equal((3, 4, 1000), (host.MaxConcurrentCalls, host.MaxConcurrentSessions, host.MaxMessageBatchSize));
        Assert.True(host.ForwardsHttp);
        Assert.Equal("", host.RoutePrefix);
    }

    [Fact]
    public void HostFile_LittleGiven_TakesTheRealHostsDefaults()
    {
        File.WriteAllText(Path.Combine(root, "host.json"), """{"customHandler":{"description":{"defaultExecutablePath":"App"}}}""");
        var host = HostFile.Read(root, Settings());
        Assert.Equal(("api", false, 16, 8), (host.RoutePrefix, host.ForwardsHttp, host.MaxConcurrentCalls, host.MaxConcurrentSessions));
        Assert.Equal((TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)), (host.FunctionTimeout, host.SessionIdleTimeout, host.MaxAutoLockRenewalDuration));
    }

    [Fact]
    public void HostFile_AppSettings_OverrideIt()
    {
        var host = HostFile.Read(root, Settings(("AzureFunctionsJobHost__functionTimeout", "-1"), ("AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls", "9")));
        Assert.Null(host.FunctionTimeout);
        Assert.Equal(9, host.MaxConcurrentCalls);
    }

    [Theory]
    [InlineData("\"00:07:00\"", "\"soon\"", "functionTimeout")]
    [InlineData("\"maxConcurrentCalls\": 3", "\"maxConcurrentCalls\": 0", "maxConcurrentCalls")]
    [InlineData("\"App\"", "\"Missing\"", "build the function app first")]
    [InlineData("\"App\"", "\"\"", "defaultExecutablePath")]
    [InlineData("{ // the", "{{", "host.json")]
    public void HostFile_Impossible_IsNamed(string from, string to, string expected)
    {
        File.WriteAllText(Path.Combine(root, "host.json"), HostJson.Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(expected, Assert.Throws<FunctionHostException>(() => HostFile.Read(root, Settings())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FunctionFolders_Declarations_AreRead()
    {
        Declare("Api", """{"bindings":[{"type":"httpTrigger","name":"req","authLevel":"anonymous","route":"v1/{*path}","methods":["get","POST"]},{"type":"http","name":"$return","direction":"out"}]}""");
        Declare("Tick", """{"bindings":[{"type":"timerTrigger","name":"t","schedule":"%When%","runOnStartup":true,"useMonitor":false}]}""");
        Declare("Work", """{"bindings":[{"type":"serviceBusTrigger","name":"m","queueName":"%Queue%","connection":"ServiceBus","cardinality":"many","dataType":"binary"}]}""");
        Declare("Steps", """{"bindings":[{"type":"serviceBusTrigger","name":"m","queueName":"steps","connection":"ServiceBus","isSessionsEnabled":true}]}""");
        Declare("Buried", """{"bindings":[{"type":"serviceBusTrigger","name":"m","queueName":"steps/$deadletterqueue","connection":"ServiceBus"}]}""");
        Declare("Off", """{"bindings":[{"type":"queueTrigger","name":"m"}]}""");
        var functions = Read(("When", "0 0 3 * * *"), ("Queue", "work"), ("AzureWebJobs.Off.Disabled", "1"));
        var http = Assert.IsType<HttpDeclaration>(functions[0]);
        Assert.Equal(("Api", "v1/{*path}", true, false), (http.Name, http.Route, http.Takes("GET"), http.Takes("PUT")));
        Assert.Equal(new QueueDeclaration("Buried", "m", "steps/$deadletterqueue", false, false, false), functions[1]);
        Assert.Equal(new QueueDeclaration("Steps", "m", "steps", true, false, false), functions[2]);
        var timer = Assert.IsType<TimerDeclaration>(functions[3]);
        Assert.Equal((true, false), (timer.RunOnStartup, timer.UseMonitor));
        Assert.Equal(new QueueDeclaration("Work", "m", "work", false, true, true), functions[4]);
    }

    [Theory]
    [InlineData("""{"type":"httpTrigger","name":"req","route":"x"},{"type":"http","name":"res"}""", "authLevel is 'function'")]
    [InlineData("""{"type":"httpTrigger","name":"req","authLevel":"admin","route":"x"},{"type":"http","name":"res"}""", "authLevel is 'admin'")]
    [InlineData("""{"type":"httpTrigger","name":"req","authLevel":"anonymous","route":"admin/x"},{"type":"http","name":"res"}""", "conflicts")]
    [InlineData("""{"type":"httpTrigger","name":"req","authLevel":"anonymous","route":"x"}""", "no http output")]
    [InlineData("""{"type":"timerTrigger","name":"t","schedule":"often"}""", "NCRONTAB")]
    [InlineData("""{"type":"timerTrigger","name":"t","schedule":"%Unset%"}""", "%Unset%")]
    [InlineData("""{"type":"timerTrigger","name":"t"}""", "no schedule")]
    [InlineData("""{"type":"serviceBusTrigger","name":"m","queueName":"nowhere","connection":"ServiceBus"}""", "no queue 'nowhere'")]
    [InlineData("""{"type":"serviceBusTrigger","name":"m","queueName":"steps","connection":"ServiceBus"}""", "isSessionsEnabled")]
    [InlineData("""{"type":"serviceBusTrigger","name":"m","queueName":"work","connection":"Other"}""", "'Other' is not among the app settings")]
    [InlineData("""{"type":"serviceBusTrigger","name":"m","queueName":"work","connection":"ServiceBus","autoComplete":false}""", "autoComplete")]
    [InlineData("""{"type":"blobTrigger","name":"b"}""", "blobTrigger")]
    [InlineData("", "0 triggers")]
    public void FunctionFolders_Impossible_IsNamed(string bindings, string expected)
    {
        Declare("Bad", $$"""{"bindings":[{{bindings}}]}""");
        Declare("Worse", "{");
        var message = Assert.Throws<FunctionHostException>(() => Read()).Message;
        Assert.Contains("Bad/function.json", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("Worse/function.json", message, StringComparison.Ordinal);
    }

    private IReadOnlyList<FunctionDeclaration> Read(params (string, string)[] settings)
    {
        var all = Settings([.. settings, ("ServiceBus", "Endpoint=sb://127.0.0.1")]);
        return FunctionFolders.Read(root, HostFile.Read(root, all), broker, all);
    }

    private static AppSettings Settings(params (string Name, string Value)[] settings) => new(settings.ToDictionary(pair => pair.Name, pair => pair.Value));

    private void Declare(string name, string json)
    {
        System.IO.Directory.CreateDirectory(Path.Combine(root, name));
        File.WriteAllText(Path.Combine(root, name, "function.json"), json);
    }
}
