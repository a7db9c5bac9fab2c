using System.Net;
using System.Net.Sockets;
using NimbusFunctions.Local.Host;

namespace NimbusFunctions.IntegrationTests.Host;

/// <summary>The host's rules for the app's process.</summary>
public class WorkerLifeTests
{
    private const string Exceeded = "Exceeded http worker restart retry count. Shutting down Functions Host";

    [Fact]
    public async Task Should_start_the_app_in_the_hosts_environment()
    {
        await using var under = await HostUnderTest.StartAsync(("SOME_SETTING", "yes"));
        Assert.Equal(under.Host.Address.ToString(), await under.GetTextAsync("v1/environment/ASPNETCORE_URLS"));
        Assert.Equal("yes", await under.GetTextAsync("v1/environment/SOME_SETTING"));
        Assert.Equal(await under.GetTextAsync("v1/environment/FUNCTIONS_CUSTOMHANDLER_PORT"), await under.GetTextAsync("v1/environment/FUNCTIONS_HTTPWORKER_PORT"));
        Assert.NotEmpty(await under.GetTextAsync("v1/environment/FUNCTIONS_CUSTOMHANDLER_WORKER_ID"));
        Assert.True(File.Exists(Path.Combine(await under.GetTextAsync("v1/environment/FUNCTIONS_APP_ROOT_PATH"), "host.json")));
        Assert.Equal(under.Host.WorkerProcessId?.ToString(System.Globalization.CultureInfo.InvariantCulture), await under.GetTextAsync("v1/pid"));
    }

    [Fact]
    public async Task When_the_app_crashes_at_start_Should_give_up_the_third_time_and_start_anew()
    {
        await using var under = await HostUnderTest.StartAsync(("TEST_MODE", "crash"));
        await under.UntilAsync(() => under.Events.Count(line => line == Exceeded) >= 2, "the host gave up twice");
        var events = under.Events.ToList();
        Assert.All(Enumerable.Range(0, 3), i => Assert.EndsWith("has ended with exit code 3.", events[i], StringComparison.Ordinal));
        Assert.Equal(Exceeded, events[3]);
        Assert.StartsWith("Starting the Functions host anew", events[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_app_exits_with_0_Should_never_start_it_again_and_fail_every_call()
    {
        await using var under = await HostUnderTest.StartAsync(("TEST_MODE", "exit0"));
        await under.UntilAsync(() => under.Events.Any(line => line.Contains("exited with code 0", StringComparison.Ordinal)), "the host warned");
        using var answer = await under.GetAsync("v1/pid");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        under.Send("work", ("1", null, "ok"));
        await under.UntilEmptyAsync("work");
        Assert.Null(under.Host.WorkerProcessId);
        Assert.Empty(under.Ran);
        Assert.True(under.Invocations.Count(entry => entry is { Function: "Work", Succeeded: false }) >= 3);
    }

    [Fact]
    public async Task When_the_app_never_answers_Should_time_out_and_start_it_again()
    {
        await using var under = await HostUnderTest.StartAsync(("TEST_MODE", "deaf"), ("AzureFunctionsJobHost__customHandler__initializationTimeout", "00:00:00.3"));
        await under.UntilAsync(() => under.Events.Count(line => line == "Initializing HttpWorker timed out") >= 2, "it timed out twice");
        Assert.Contains(under.Events, line => line.EndsWith("exit code 137.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_app_is_killed_Should_fail_calls_in_flight_and_restart_it_each_time()
    {
        await using var under = await HostUnderTest.StartAsync();
        var pids = new HashSet<string>();
        for (var i = 0; i < 4; i++)
        {
            Assert.True(pids.Add(await under.GetTextAsync("v1/pid")), "Each start is a new process.");
            var before = under.Output.Count(line => line == "slow begins");
            var inFlight = under.GetAsync("v1/slow/60000");
            await under.UntilAsync(() => under.Output.Count(line => line == "slow begins") > before, "the call was in flight");
            under.Host.KillWorker();
            using var answer = await inFlight;
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        }

        Assert.Single(under.Events, line => line == Exceeded);
        Assert.NotEmpty(await under.GetTextAsync("v1/pid"));
    }

    [Fact]
    public async Task When_the_app_is_killed_with_a_message_in_flight_Should_deliver_it_again()
    {
        await using var under = await HostUnderTest.StartAsync();
        under.Send("work", ("1", null, "slow 2000"));
        await under.UntilAsync(() => under.Ran.Count == 1, "the message was in flight");
        under.Host.KillWorker();
        await under.UntilEmptyAsync("work");
        Assert.Equal(["ran Work 1 session= delivery=1 body=slow 2000", "ran Work 1 session= delivery=2 body=slow 2000"], under.Ran);
        Assert.Equal(0, under.Broker.Queue("work").Counts.DeadLetter);
    }

    [Theory]
    [InlineData("hang", "")]
    [InlineData("ok", "empty")]
    public async Task When_a_call_exceeds_functionTimeout_Should_kill_the_app_with_all_calls_and_not_count_it_as_a_failure(string does, string mode)
    {
        await using var under = await HostUnderTest.StartAsync(("AzureFunctionsJobHost__functionTimeout", "00:00:02"), ("TEST_MODE", mode));
        var first = await under.GetTextAsync("v1/pid");
        var other = under.GetAsync("v1/slow/60000");
        under.Send("work", ("1", null, does));
        using var answer = await other;
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.NotEqual(first, await under.GetTextAsync("v1/pid"));
        await under.UntilAsync(() => under.Ran.Count(line => line.StartsWith("ran Work", StringComparison.Ordinal)) >= 2, "the message was delivered again");
        Assert.Contains(under.Events, line => line.StartsWith("Timeout value of 00:00:02 was exceeded by function: ", StringComparison.Ordinal));
        Assert.Contains(under.Events, line => line.EndsWith("exit code 137.", StringComparison.Ordinal));
        Assert.DoesNotContain(Exceeded, under.Events);
    }

    [Fact]
    public async Task When_the_port_is_taken_Should_say_so()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var under = await HostUnderTest.StartAsync();
        var options = new FunctionHostOptions(Path.GetDirectoryName(await under.GetTextAsync("v1/environment/FUNCTIONS_APP_ROOT_PATH") + "/")!, port, under.Broker, new Dictionary<string, string> { ["ServiceBus"] = "x", ["TickSchedule"] = "0 0 3 1 1 *" });
        var exception = await Assert.ThrowsAsync<FunctionHostException>(() => FunctionHost.StartAsync(options, under, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.StartsWith($"Port {port} is taken", exception.Message, StringComparison.Ordinal);
    }
}
