using Azure;
using NimbusFunctions.Presence;
using NimbusFunctions.Presence.History;
using NimbusFunctions.Tests.SettingsReaders;
using static NimbusFunctions.Tests.PresenceRouting.Cases;

namespace NimbusFunctions.Tests.PresenceRouting;

public sealed class PresenceHistoryTests : IDisposable
{
    private static readonly PresenceSection On = new(Tracking: true, PersistUserStates: true);

    private readonly PresenceHouse house = new();

    public void Dispose() => house.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_StatesAreKept_Should_WriteEachOnceHoweverOftenItIsTold()
    {
        await house.OpenAsync(On);
        await house.PeopleAsync(3, "sales");
        var history = house.NewHistory();
        PresenceChange[] day = [To(1, null, "Available", 0), To(1, "Available", "Busy", 5, 0), To(2, null, "Away", 5), To(1, "Busy", "Available", 9, 5)];

        foreach (var change in day.Concat(day).Concat(day.Reverse()))
            await history.FollowAsync(Tenant, [change], Stop);
        await history.FollowAsync(Tenant, day, Stop);

        Assert.Equal(["1 Available/Available 0-5", "1 Busy/Busy 5-9"], await house.StatesAsync());
        var book = await new StateBookStore(house.Tables).FindAsync(Tenant, Id(1), Stop);
        Assert.Equal(("user1@alpenwerk.example", "unit", Now.AddMinutes(9)), (book!.Open!.User, book.Open.OrganizationUnitId, book.Since));
    }

    [Fact]
    [ChangesWith("presence.persistUserStates")]
    public async Task When_StatesAreNotKept_Should_WriteNothing()
    {
        await house.OpenAsync(new(Tracking: true));

        await house.NewHistory().FollowAsync(Tenant, [To(1, null, "Available", 0), To(1, "Available", "Busy", 5, 0)], Stop);

        Assert.Empty(await house.StatesAsync());
        Assert.Null(await new StateBookStore(house.Tables).FindAsync(Tenant, Id(1), Stop));
    }

    [Fact]
    public async Task When_ItIsTurnedOff_Should_CloseWhatIsOpenWriteNoMoreAndKeepWhatIsThere()
    {
        await house.OpenAsync(On);
        await house.PeopleAsync(300, "sales");
        var history = house.NewHistory();
        await history.FollowAsync(Tenant, [.. Enumerable.Range(1, 300).Select(user => To(user, null, "Available", 0))], Stop);
        house.Time.Advance(TimeSpan.FromMinutes(10));
        await house.SetAsync(On with { PersistUserStates = false });

        // Without a change too: the end of a poll is enough.
        await history.FollowAsync(Tenant, [], Stop);
        await history.FollowAsync(Tenant, [To(1, "Available", "Busy", 12, 0)], Stop);

        var states = await house.StatesAsync();
        Assert.Equal(300, states.Count);
        Assert.All(states, state => Assert.EndsWith("Available/Available 0-10", state, StringComparison.Ordinal));
        await house.SetAsync(On);
        await history.FollowAsync(Tenant, [To(1, "Busy", "Away", 20, 12)], Stop);
        Assert.Equal(300, (await house.StatesAsync()).Count);
    }

    [Fact]
    [ChangesWith("presence.tracking")]
    public async Task When_ExtendedPresenceIsNotTracked_Should_KeepNoActivities()
    {
        await house.OpenAsync(On with { Tracking = false });
        var history = house.NewHistory();
        await history.FollowAsync(Tenant, [new(Id(1), null, new("Busy", "InACall"), Now, null)], Stop);
        await history.FollowAsync(Tenant, [new(Id(1), new("Busy", "InACall"), new("Busy", "InAMeeting"), Now.AddMinutes(2), Now)], Stop);

        await history.FollowAsync(Tenant, [new(Id(1), new("Busy", "InAMeeting"), null, Now.AddMinutes(4), Now.AddMinutes(2))], Stop);

        Assert.Equal(["1 Busy/ 0-4"], await house.StatesAsync());
    }

    /// <summary>Every write may be the last one of a process; another one goes on.</summary>
    [Fact]
    public async Task When_AProcessDiesBetweenTwoWrites_Should_BeFoundAgain()
    {
        PresenceChange[] day = [To(1, null, "Available", 0), To(1, "Available", "Busy", 5, 0), To(1, "Busy", "Away", 9, 5)];
        for (var writes = 0; writes < 9; writes++)
        {
            using var fresh = new PresenceHouse();
            await fresh.OpenAsync(On);
            await fresh.PeopleAsync(1, "sales");
            var left = writes;
            var dying = fresh.NewHistory(fresh.Tables.Through((_, table) => new DyingTable(table, () => left-- > 0)));
            var told = 0;
            try
            {
                for (; told < day.Length; told++)
                    await dying.FollowAsync(Tenant, [day[told]], Stop);
            }
            catch (RequestFailedException)
            {
                // What it was told then is not told again, only what comes next.
                told++;
            }

            var next = fresh.NewHistory();
            foreach (var change in day.Skip(told).Append(To(1, "Away", "Available", 12, 9)))
                await next.FollowAsync(Tenant, [change], Stop);

            // Of the first one nobody was told but who died of it: it is no state that was kept.
            string[] all = ["1 Available/Available 0-5", "1 Busy/Busy 5-9", "1 Away/Away 9-12"];
            Assert.Equal(all.Skip(writes == 0 ? 1 : 0), await fresh.StatesAsync());
        }
    }

    private static PresenceChange To(int user, string? before, string? after, int minute, int? since = null) => new(
        Id(user), before is null ? null : new(before, before), after is null ? null : new(after, after), Now.AddMinutes(minute),
        since is { } from ? Now.AddMinutes(from) : null);
}
