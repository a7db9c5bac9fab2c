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

    [Fact]
    public async Task When_the_host_was_started_anew_since_it_was_due_Should_call_the_run_past_due()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var now = TimeProvider.System.GetUtcNow();
        var due = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute, now.Second, TimeSpan.Zero).AddSeconds(3);
        try
        {
            await using var under = await HostUnderTest.StartAsync(
                ("TEST_MODE", "crash-without-file"), ("TEST_FILE", file), ("TickSchedule", $"{due.Second} {due.Minute} * * * *"));
            await under.UntilAsync(() => TimeProvider.System.GetUtcNow() > due.AddSeconds(0.5), "it was due");
            var lives = Lives(under);
            await under.UntilAsync(() => Lives(under) > lives, "the host was started anew");
            await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
            await under.UntilAsync(() => under.Ran.Count == 1, "it was made up for");
            Assert.Equal($"ran Tick pastDue=True last= next={due:O}", Assert.Single(under.Ran));
        }
        finally
        {
            File.Delete(file);
        }

        static int Lives(HostUnderTest under) => under.Events.Count(line => line.StartsWith("Starting the Functions host anew", StringComparison.Ordinal));
    }
}
