using System.Diagnostics;
using System.Net;

namespace NimbusFunctions.IntegrationTests.Host;

/// <summary>How the host stops.</summary>
public class StopTests
{
    [Fact]
    public async Task When_it_stops_Should_await_calls_in_flight_and_then_kill_the_app_without_SIGTERM()
    {
        var under = await HostUnderTest.StartAsync();
        var pid = int.Parse(await under.GetTextAsync("v1/pid"), System.Globalization.CultureInfo.InvariantCulture);
        under.Send("work", ("1", null, "slow 1500"));
        await under.UntilAsync(() => under.Ran.Count == 1, "the message was in flight");
        await under.Host.DisposeAsync();
        Assert.Contains("done Work 1", under.Output);
        Assert.Equal(0, under.Broker.Queue("work").Counts.Active);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid));
        Assert.DoesNotContain(under.Output, line => line.Contains("shutting down", StringComparison.OrdinalIgnoreCase));
        under.Broker.Dispose();
        under.Client.Dispose();
    }

    [Fact]
    public async Task When_it_stops_and_a_call_does_not_end_Should_kill_the_app_after_a_bound()
    {
        var under = await HostUnderTest.StartAsync(TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(300));
        under.Send("work", ("1", null, "hang"));
        var hanging = under.GetAsync("v1/hang");
        await under.UntilAsync(() => under.Ran.Count == 1, "the message was in flight");
        await under.Host.DisposeAsync();
        Assert.Contains(under.Events, line => line.StartsWith("Calls in flight did not end in time", StringComparison.Ordinal));
        Assert.Equal(1, under.Broker.Queue("work").Counts.Active);
        try
        {
            using var answer = await hanging;
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // The connection was cut, which is as good.
        }

        under.Broker.Dispose();
        under.Client.Dispose();
    }
}
