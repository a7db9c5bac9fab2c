using NimbusFunctions.Presence;
using NimbusFunctions.Presence.Routing;
using static NimbusFunctions.Tests.PresenceRouting.Cases;

namespace NimbusFunctions.Tests.PresenceRouting;

public sealed class RoutableSignalsTests : IDisposable
{
    private readonly PresenceHouse house = new();

    public void Dispose() => house.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_ManyUsersBecomeFree_Should_SendOneMessagePerService()
    {
        await house.OpenAsync(new(Tracking: true), Service("sales"), Service("help"), Service("empty"));
        await house.PeopleAsync(200, "sales", "help");
        var signals = house.NewSignals();

        await signals.FollowAsync(Tenant, [.. Enumerable.Range(1, 200).Select(user => Change(user, "InACall", "Available"))], Stop);
        // Another process in the same second.
        await house.NewSignals().FollowAsync(Tenant, [Change(7, "InACall", "Available")], Stop);

        Assert.Equal(["help", "sales"], (await house.SignalledAsync()).Order());
    }

    [Fact]
    public async Task When_NobodyComesToTakeWork_Should_SendNothing()
    {
        await house.OpenAsync(new(Tracking: true), Service("sales"), Service("off", busy: true) with { State = Directory.Services.ServiceState.TeamGone });
        await house.PeopleAsync(5, "sales", "off");
        await house.Memberships.SetActiveAsync(Tenant, "sales", Id(1), false, Stop);
        house.Occupy(2);
        var signals = house.NewSignals();

        await signals.FollowAsync(
            Tenant,
            [
                Change(1, "InACall", "Available"),
                Change(2, "InACall", "Available"),
                Change(3, "Available", "InACall"),
                Change(4, "InACall", "Busy"),
                Change(5, "Available", "AvailableIdle"),
                new(Id(6), new("Busy", "InACall"), new("Available", "Available"), Now, null),
            ],
            Stop);

        Assert.Empty(await house.SignalledAsync());
    }

    [Fact]
    public async Task When_TheBusySwitchLetsThemThrough_Should_SignalThatServiceAlone()
    {
        await house.OpenAsync(new(Tracking: true), Service("calm"), Service("eager", busy: true));
        await house.PeopleAsync(1, "calm", "eager");

        await house.NewSignals().FollowAsync(Tenant, [new(Id(1), new("Busy", "InACall"), new("Busy", "InAMeeting"), Now, null)], Stop);

        Assert.Equal(["eager"], await house.SignalledAsync());
    }

    [Fact]
    public async Task When_AFlagIsSwitchedOn_Should_SignalWhereTheUserTakesWork()
    {
        await house.OpenAsync(new(Tracking: true), Service("sales"), Service("help"));
        await house.PeopleAsync(2, "sales", "help");
        house.Known[Id(1)] = Known("Available", "Available");

        await house.NewSignals().LookAtAsync(Tenant, Id(1), "sales", Stop);
        await house.NewSignals().LookAtAsync(Tenant, Id(2), "help", Stop);

        Assert.Equal(["sales"], await house.SignalledAsync());
    }

    [Fact]
    public async Task When_ManyAreLookedAt_Should_SignalEachServiceOnce()
    {
        await house.OpenAsync(new(Tracking: true), Service("sales"), Service("help"), Service("empty"));
        await house.PeopleAsync(20, "sales", "help");
        for (var user = 11; user <= 20; user++)
            house.Known[Id(user)] = Known("Available", "Available");

        await house.NewSignals().LookAtAsync(Tenant, [.. Enumerable.Range(1, 10).Select(Id)], serviceId: null, Stop);
        Assert.Empty(await house.SignalledAsync());
        await house.NewSignals().LookAtAsync(Tenant, [.. Enumerable.Range(1, 20).Select(Id), Id(99)], serviceId: null, Stop);

        Assert.Equal(["help", "sales"], (await house.SignalledAsync()).Order());
    }

    [Fact]
    public async Task OfService_Members_AreListedWithTheirReasons()
    {
        await house.OpenAsync(new(Tracking: true), Service("sales"));
        await house.PeopleAsync(4, "sales");
        house.Known[Id(1)] = Known("Available", "Available", Now.AddMinutes(-1));
        house.Known[Id(2)] = Known("Busy", "InACall");
        house.Known[Id(3)] = Known("Available", "Available", Now.AddMinutes(-2));
        house.Occupy(1);

        var users = await house.NewRouting().OfServiceAsync(Tenant, Service("sales"), null, Stop);

        Assert.Equal(
            [(Id(3), null), (Id(1), RoutingReason.HoldsTask), (Id(2), RoutingReason.InACall), (Id(4), RoutingReason.PresenceNeverSeen)],
            users.Select(user => (user.User.Id, user.Refusal)));
    }

    private static PresenceChange Change(int user, string before, string after) => new(Id(user), new(before, before), new(after, after), Now, Now.AddMinutes(-1));
}
