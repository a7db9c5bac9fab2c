using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Retention.Offboarding;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Tests.Offboarding;

public class TenantDeletionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Grace = TimeSpan.FromHours(72);

    private readonly Tenant tenant = new("t", TenantState.Active, 7, Now.AddDays(-9));

    [Fact]
    public void Ask_Again_ChangesNothing()
    {
        var asked = TenantDeletion.Ask(tenant, Now);

        Assert.Equal((true, 8L), (asked.IsPendingDeletion, asked.Revision));
        Assert.Equal(asked, TenantDeletion.Ask(asked, Now.AddHours(1)));
    }

    [Fact]
    public void Confirm_Again_KeepsTheFirstEnd()
    {
        Assert.Null(TenantDeletion.Confirm(tenant, Now, Grace));
        var confirmed = TenantDeletion.Confirm(TenantDeletion.Ask(tenant, Now), Now, Grace)!;

        Assert.Equal(Now + Grace, confirmed.DeletionEnds);
        Assert.Equal(confirmed, TenantDeletion.Confirm(confirmed, Now.AddHours(9), Grace));
    }

    [Fact]
    public void Cancel_UntilTheGraceTimeEnds_IsTheTenantAsItWas()
    {
        var asked = TenantDeletion.Ask(tenant, Now);
        var confirmed = TenantDeletion.Confirm(asked, Now, Grace)!;

        Assert.Null(TenantDeletion.Cancel(tenant, Now));
        Assert.Equal(tenant with { Revision = 9 }, TenantDeletion.Cancel(asked, Now.AddYears(1)));
        Assert.Equal(tenant with { Revision = 10 }, TenantDeletion.Cancel(confirmed, Now + Grace - TimeSpan.FromTicks(1)));
        Assert.Null(TenantDeletion.Cancel(confirmed, Now + Grace));
        Assert.Null(TenantDeletion.Cancel(TenantDeletion.End(asked, Now), Now));
    }

    [Fact]
    public void IsOver_AnyGraceAndClocksAnHourWrong_NeverBeforeItsTimeAndAtMostFourHoursLate() => Prop.ForAll(
        Gen.Choose(0, 720).SelectMany(hours => Gen.Choose(-60, 60).SelectMany(confirmer => Gen.Choose(-60, 60).Select(purger => (hours, confirmer, purger)))).ToArbitrary(),
        drawn =>
        {
            var grace = TimeSpan.FromHours(drawn.hours);
            var confirmed = TenantDeletion.Confirm(TenantDeletion.Ask(tenant, Now), Now.AddMinutes(drawn.confirmer), grace)!;
            var skew = TimeSpan.FromMinutes(drawn.purger);

            if (drawn.hours >= 2)
                Assert.False(TenantDeletion.IsOver(confirmed, Now + grace - TimeSpan.FromSeconds(1) + skew));
            Assert.True(TenantDeletion.IsOver(confirmed, Now + grace + TimeSpan.FromHours(4) + skew));
            Assert.False(TenantDeletion.IsOver(TenantDeletion.Ask(tenant, Now), Now.AddYears(9)));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("yes", false)]
    [InlineData("YES ", false)]
    [InlineData("ＹＥＳ", false)]
    [InlineData("YES", true)]
    public void IsConfirmed_Text_IsExactlyTheWord(string? text, bool confirmed) => Assert.Equal(confirmed, new TenantDeletionBody(text).IsConfirmed);
}
