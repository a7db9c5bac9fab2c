using System.Globalization;

namespace NimbusFunctions.IntegrationTests.Host;

/// <summary>Service Bus triggers: peek-lock, renewal, sessions, concurrency, dead letters.</summary>
public class QueueTests
{
    [Fact]
    public async Task When_a_message_succeeds_Should_complete_it()
    {
        await using var under = await HostUnderTest.StartAsync();
        under.Send("work", ("1", null, "ok"));
        await under.UntilEmptyAsync("work");
        Assert.Equal(["ran Work 1 session= delivery=1 body=ok"], under.Ran);
        Assert.True(Assert.Single(under.Invocations).Succeeded);
    }

    [Fact]
    public async Task When_a_message_fails_every_time_Should_dead_letter_it_and_run_the_reader_of_the_sub_queue()
    {
        await using var under = await HostUnderTest.StartAsync();
        under.Send("work", ("1", null, "fail"));
        await under.UntilAsync(() => under.Ran.Count >= 5, "the dead letter was read");
        Assert.Equal([1, 2, 3], under.Ran.Where(line => line.StartsWith("ran Work", StringComparison.Ordinal)).Select(line => Deliveries(line)));
        Assert.All(under.Ran.Where(line => line.StartsWith("ran Buried", StringComparison.Ordinal)), line => Assert.EndsWith("body=fail", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_a_call_outlasts_the_lock_Should_renew_it()
    {
        await using var under = await HostUnderTest.StartAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        under.Send("work", ("1", null, "slow 2200"));
        under.Send("steps", ("s1", "a", "slow 2200"));
        await under.UntilEmptyAsync("work");
        await under.UntilEmptyAsync("steps");
        Assert.Equal(2, under.Ran.Count);
        Assert.All(under.Ran, line => Assert.Equal(1, Deliveries(line)));
        Assert.All(under.Invocations, entry => Assert.True(entry.Succeeded));
    }

    [Fact]
    public async Task When_a_call_outlasts_the_renewal_Should_deliver_the_message_again()
    {
        await using var under = await HostUnderTest.StartAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), ("AzureFunctionsJobHost__extensions__serviceBus__maxAutoLockRenewalDuration", "00:00:00.4"));
        under.Send("work", ("1", null, "slow 2000"));
        await under.UntilAsync(() => under.Ran.Any(line => Deliveries(line) == 2), "it was delivered again");
        await under.UntilAsync(() => under.Events.Any(line => line.StartsWith("Work: the lock of 1 of 1", StringComparison.Ordinal)), "the lost lock was told of");
    }

    [Fact]
    public async Task When_a_session_is_busy_for_longer_than_its_lock_Should_keep_it()
    {
        await using var under = await HostUnderTest.StartAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        under.Send("steps", [.. Enumerable.Range(0, 6).Select(i => (Id(i), (string?)"a", "slow 400"))]);
        await under.UntilEmptyAsync("steps");
        Assert.Equal(Enumerable.Range(0, 6).Select(Id), under.Ran.Select(line => line.Split(' ')[2]));
        Assert.All(under.Ran, line => Assert.Equal(1, Deliveries(line)));
    }

    [Fact]
    public async Task Should_keep_the_order_of_each_session_also_when_a_call_fails()
    {
        await using var under = await HostUnderTest.StartAsync();
        foreach (var i in Enumerable.Range(0, 10))
            under.Send("steps", ($"a{i}", "a", i == 4 ? "fail" : "ok"), ($"b{i}", "b", "slow 20"), ($"c{i}", "c", "ok"));
        await under.UntilEmptyAsync("steps");
        IEnumerable<string> Of(string session) => under.Ran.Where(line => line.Contains($"session={session} ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]);
        Assert.Equal(["a0", "a1", "a2", "a3", "a4", "a4", "a4", "a5", "a6", "a7", "a8", "a9"], Of("a"));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"b{i}"), Of("b"));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"c{i}"), Of("c"));
        Assert.Equal(1, under.Broker.Queue("steps").Counts.DeadLetter);
    }

    [Fact]
    public async Task Should_run_no_more_calls_at_once_than_host_json_allows()
    {
        await using var under = await HostUnderTest.StartAsync();
        under.Send("work", [.. Enumerable.Range(0, 12).Select(i => (Id(i), (string?)null, "slow 300"))]);
        await under.UntilEmptyAsync("work");
        Assert.Equal(4, MostAtOnce(under.Output));
    }

    [Fact]
    public async Task Should_serve_no_more_sessions_at_once_than_host_json_allows_and_give_idle_ones_back()
    {
        await using var under = await HostUnderTest.StartAsync(
            ("AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentSessions", "2"), ("AzureFunctionsJobHost__extensions__serviceBus__sessionIdleTimeout", "00:00:00.2"));
        foreach (var session in Enumerable.Range(0, 5))
            under.Send("steps", ($"{session}-0", $"s{session}", "slow 200"), ($"{session}-1", $"s{session}", "slow 200"));
        await under.UntilEmptyAsync("steps");
        Assert.Equal(10, under.Ran.Count);
        Assert.Equal(2, MostAtOnce(under.Output));
    }

    [Fact]
    public async Task When_a_function_takes_many_Should_give_it_what_is_there_in_one_call()
    {
        await using var under = await HostUnderTest.StartAsync();
        under.Send("lots", [.. Enumerable.Range(0, 20).Select(i => (Id(i), (string?)null, "ok"))]);
        await under.UntilEmptyAsync("lots");
        Assert.Equal($"ran Lots {string.Join(',', Enumerable.Range(0, 20).Select(Id))}", Assert.Single(under.Ran));
    }

    private static string Id(int i) => i.ToString(CultureInfo.InvariantCulture);

    private static int Deliveries(string line) =>
        int.Parse(line.Split("delivery=")[1].Split(' ')[0], CultureInfo.InvariantCulture);

    private static int MostAtOnce(IEnumerable<string> output)
    {
        var (now, most) = (0, 0);
        foreach (var line in output)
        {
            now += line.StartsWith("ran ", StringComparison.Ordinal) ? 1 : line.StartsWith("done ", StringComparison.Ordinal) ? -1 : 0;
            most = Math.Max(most, now);
        }

        return most;
    }
}
