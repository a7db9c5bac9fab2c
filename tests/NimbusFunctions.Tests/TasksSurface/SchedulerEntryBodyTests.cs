using NimbusFunctions.Tasks.Connector.Bodies;

namespace NimbusFunctions.Tests.TasksSurface;

public class SchedulerEntryBodyTests
{
    [Fact]
    public void Validate_Least_IsValid() => Assert.Empty(Faults(Bodies.Entry));

    [Fact]
    public void Validate_Nothing_NamesWhatIsRequired() => Assert.Equal(["serviceUpn", "destination", "dueDateTimeUtc"], Faults(new()));

    [Theory]
    [InlineData(0, 1, 10, 11)]
    public void Validate_MaxAttempts_HasItsRange(int below, int least, int most, int above) =>
        Range(below, least, most, above, "maxAttempts", value => Bodies.Entry with { MaxAttempts = value });

    [Theory]
    [InlineData(29, 30, 86_400, 86_401)]
    public void Validate_AttemptTimeout_HasItsRange(int below, int least, int most, int above) =>
        Range(below, least, most, above, "attemptTimeoutInSeconds", value => Bodies.Entry with { AttemptTimeoutInSeconds = value });

    [Theory]
    [InlineData(4, 5, 3_600, 3_601)]
    public void Validate_MaxQueueTime_HasItsRange(int below, int least, int most, int above) =>
        Range(below, least, most, above, "maxQueueTimeInSeconds", value => Bodies.Entry with { MaxQueueTimeInSeconds = value });

    [Theory]
    [InlineData(4, 5, 30, 31)]
    public void Validate_RonaTimeout_HasItsRange(int below, int least, int most, int above) =>
        Range(below, least, most, above, "ronaTimeoutInSeconds", value => Bodies.Entry with { RonaTimeoutInSeconds = value });

    [Theory]
    [InlineData("2026-12-01T08:00:00Z")]
    [InlineData("2026-12-01T08:00Z")]
    [InlineData("2026-12-01T08:00:00")]
    [InlineData("2026-12-01T08:00:00.0000000Z")]
    [InlineData("2026-12-01T09:00:00+01:00")]
    public void Due_IsoTime_IsUtc(string text) => Assert.Equal(
        new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero), (Bodies.Entry with { DueDateTimeUtc = text }).Due);

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("01/12/2026")]
    [InlineData("2026-12-01")]
    [InlineData("2026-13-01T08:00:00Z")]
    public void Validate_OtherText_NamesTheDueTime(string text) =>
        Assert.Equal(["dueDateTimeUtc"], Faults(Bodies.Entry with { DueDateTimeUtc = text }));

    [Theory]
    [InlineData(-31, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(366 * 86_400, true)]
    [InlineData((366 * 86_400) + 1, false)]
    public void DueWindow_FromNowOn_IsAYear(int seconds, bool isInside) =>
        Assert.Equal(isInside, DueWindow.Fault(Bodies.Now.AddSeconds(seconds), Bodies.Now) is null);

    [Fact]
    public void WithDefaults_NothingGiven_TakesTheProducts()
    {
        var body = Bodies.Entry.WithDefaults("High");

        Assert.Equal((1, 3_600, 300, 20, "High"), (body.MaxAttempts, body.AttemptTimeoutInSeconds, body.MaxQueueTimeInSeconds, body.RonaTimeoutInSeconds, body.DistributionPriority));
        Assert.Equal(TimeSpan.FromSeconds(3_900), body.Lease);
        Assert.Equal(TimeSpan.FromSeconds(3 * 90), (body with { MaxAttempts = 3, AttemptTimeoutInSeconds = 60, MaxQueueTimeInSeconds = 30 }).Lease);
    }

    private static void Range(int below, int least, int most, int above, string field, Func<int, SchedulerEntryBody> with)
    {
        Assert.Equal([field], Faults(with(below)));
        Assert.Empty(Faults(with(least)));
        Assert.Empty(Faults(with(most)));
        Assert.Equal([field], Faults(with(above)));
    }

    private static List<string> Faults(SchedulerEntryBody body) => [.. body.Validate().ToDictionary().Keys];
}
