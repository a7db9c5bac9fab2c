using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Presence.Polling;

namespace NimbusFunctions.Tests.Presence;

public class PollCadenceTests
{
    private static readonly Arbitrary<(int Interval, int Fast, int Slow)> Tenants = (
        from interval in Gen.Choose(5, 60)
        from fast in Gen.OneOf(Gen.Choose(0, 2_000), Gen.Choose(0, 2_000_000))
        from slow in Gen.OneOf(Gen.Choose(0, 2_000), Gen.Choose(0, 2_000_000))
        select (interval, fast, slow)).ToArbitrary();

    [Theory]
    [InlineData(5, 5, 20)]
    [InlineData(15, 15, 60)]
    [InlineData(60, 60, 60)]
    public void Of_ATenantOfAnyUsualSize_AsksTheRestEveryFourthTime(int interval, int fast, int slow) =>
        Assert.Equal(new(TimeSpan.FromSeconds(fast), TimeSpan.FromSeconds(slow)), PollCadence.Of(TimeSpan.FromSeconds(interval), 2_000, 98_000));

    [Fact]
    public void Of_AnyTenant_PutsNobodyOffBeyondAMinuteOrBelowTheInterval() => Prop.ForAll(Tenants, tenant =>
    {
        var cadence = PollCadence.Of(TimeSpan.FromSeconds(tenant.Interval), tenant.Fast, tenant.Slow);
        return cadence.Fast <= cadence.Slow && cadence.Slow <= PollCadence.Longest && cadence.Fast >= TimeSpan.FromSeconds(tenant.Interval);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyTenant_KeepsItsShareUnlessEverybodyIsAtTheSlowest() => Prop.ForAll(Tenants, tenant =>
    {
        var cadence = PollCadence.Of(TimeSpan.FromSeconds(tenant.Interval), tenant.Fast, tenant.Slow);
        var perSecond = (PollCadence.Requests(tenant.Fast) / cadence.Fast.TotalSeconds) + (PollCadence.Requests(tenant.Slow) / cadence.Slow.TotalSeconds);
        return perSecond <= PollCadence.Share + 0.001 || (cadence.Fast == PollCadence.Longest && cadence.Slow == PollCadence.Longest);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void IsDue_AnyGrid_AsksNobodyLaterThanTheCadence() => Prop.ForAll(Tenants, tenant =>
    {
        var interval = TimeSpan.FromSeconds(tenant.Interval);
        var cadence = PollCadence.Of(interval, tenant.Fast, tenant.Slow);
        foreach (var isFast in new[] { true, false })
        {
            var age = interval;
            while (!cadence.IsDue(age, interval, isFast))
                age += interval;
            if (age > (isFast ? cadence.Fast : cadence.Slow))
                return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void IsDue_NeverAsked_IsDue() => Assert.True(PollCadence.Of(TimeSpan.FromSeconds(15), 1, 1).IsDue(null, TimeSpan.FromSeconds(15), fast: false));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(650, 1)]
    [InlineData(651, 2)]
    [InlineData(100_000, 154)]
    public void Requests_AreTheFewestThatTakeAll(int users, int requests) => Assert.Equal(requests, PollCadence.Requests(users));
}
