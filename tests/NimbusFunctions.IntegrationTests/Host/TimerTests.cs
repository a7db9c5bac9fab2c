namespace NimbusFunctions.IntegrationTests.Host;

/// <summary>Timer triggers.</summary>
public class TimerTests
{
    [Fact]
    public async Task Should_run_on_schedule_without_a_status_under_a_minute()
    {
        await using var under = await HostUnderTest.StartAsync(("TickSchedule", "* * * * * *"));
        await under.UntilAsync(() => under.Ran.Count >= 2, "it ran twice");
        Assert.All(under.Ran, line => Assert.Equal("ran Tick pastDue=False last= next=", line));
        Assert.All(under.Invocations, entry => Assert.Equal(("Tick", "timer", true), (entry.Function, entry.Trigger, entry.Succeeded)));
    }

    [Fact]
    public async Task When_a_run_takes_longer_than_the_interval_Should_not_overlap()
    {
        await using var under = await HostUnderTest.StartAsync(("TickSchedule", "* * * * * *"), ("TICK_DOES", "slow 1300"));
        await under.UntilAsync(() => under.Invocations.Count >= 2, "it ran twice");
        var runs = under.Invocations.OrderBy(entry => entry.Started).ToList();
        foreach (var (before, after) in runs.Zip(runs.Skip(1)))
            Assert.True(before.Started + before.Duration <= after.Started, "A run began before the last one had ended.");
    }

    [Fact]
    public async Task When_a_run_fails_Should_run_at_the_next_occurrence()
    {
        await using var under = await HostUnderTest.StartAsync(("TickSchedule", "* * * * * *"), ("TICK_DOES", "fail"));
        await under.UntilAsync(() => under.Invocations.Count >= 2, "it ran twice");
        Assert.All(under.Invocations, entry => Assert.Equal((false, "answered 500"), (entry.Succeeded, entry.Detail)));
    }

    [Fact]
    public async Task When_started_by_hand_Should_tell_the_status()
    {
        await using var under = await HostUnderTest.StartAsync();
        Assert.Equal(202, await under.StartByHandAsync("Tick", "{}", under.Host.MasterKey));
        await under.UntilAsync(() => under.Ran.Count == 1, "it ran");
        Assert.StartsWith("ran Tick pastDue=False last= next=20", Assert.Single(under.Ran), StringComparison.Ordinal);
        Assert.EndsWith("-01-01T03:00:00.0000000+00:00", Assert.Single(under.Ran), StringComparison.Ordinal);
    }
}
