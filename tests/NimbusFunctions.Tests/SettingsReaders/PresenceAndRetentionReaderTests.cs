using NimbusFunctions.Presence;
using NimbusFunctions.Presence.Endpoints;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Plan;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.PresenceRouting;

namespace NimbusFunctions.Tests.SettingsReaders;

/// <summary>Settings that polls and purges read.</summary>
public sealed class PresenceAndRetentionReaderTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    [ChangesWith("presence.intervalSeconds")]
    public async Task Interval_OfATenant_IsHowLongAfterAPollTheNextIsDue(int seconds)
    {
        await using var simulated = await SimulatedHouse.StartAsync();
        await simulated.SetAsync("presence", $$"""{"intervalSeconds":{{seconds}}}""");

        var begun = TimeProvider.System.GetUtcNow();
        await simulated.PollAsync();
        var took = TimeProvider.System.GetUtcNow() - begun;

        var schedule = Assert.Single(
            await new ScheduleStore(simulated.House.Tables, TimeProvider.System).ListAsync(TestContext.Current.CancellationToken), row => row.Schedule.Tenant == simulated.TenantId).Schedule;
        // The first was queued before anybody had read the settings: the next comes sooner where they say so, and all after it by them.
        Assert.Equal(TimeSpan.FromSeconds(seconds), schedule.Interval);
        Assert.True(schedule.NextDue <= begun.AddSeconds(seconds + 1) + took);
        Assert.Equal(schedule.NextDue.AddSeconds(seconds), schedule.Start(schedule.NextDue)!.NextDue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [ChangesWith("presence.showTimeInState", "presence.tracking")]
    public void Answer_OnAUser_ShowsTimeAndActivityWhereTheTenantLets(bool shows)
    {
        var section = new PresenceSection(Tracking: shows, ShowTimeInState: shows);

        var answer = UserPresenceAnswer.Of(Cases.Id(1), Cases.Known("Busy", "InACall", Cases.Now.AddMinutes(-2)), section, Cases.Now);

        Assert.Equal((shows ? 120d : null, shows ? "InACall" : null), (answer.SecondsInState, answer.Activity));
    }

    [Fact]
    [ChangesWith("retention.*")]
    public void Purge_OfAKind_TakesWhatIsOlderThanItsField()
    {
        var now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        foreach (var source in RowSources.All)
        {
            var field = RetentionSection.FieldOf(source.Kind);
            var (short1, long1) = (Before(source, field, 1), Before(source, field, 60));

            Assert.True(short1 > long1 || source.MostDays <= 2, field);
            Assert.Equal(Before(source, "receipts", 3_650), Before(source, Other(field), 17));
        }

        Assert.Equal(Enum.GetValues<DataKind>().Order(), RowSources.All.Select(source => source.Kind).Distinct().Order());

        DateTimeOffset Before(RowSource source, string field, int days) =>
            KindCut.Of(source, RetentionDays.Of(SettingsCatalogue.Retention.Parse($$"""{"{{field}}":{{days}}}""").Of), now).Before;
    }

    private static string Other(string field) => field == "tasks" ? "userStates" : "tasks";
}
