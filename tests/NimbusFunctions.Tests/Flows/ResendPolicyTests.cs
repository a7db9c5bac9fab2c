using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Local.Flows;

namespace NimbusFunctions.Tests.Flows;

public class ResendPolicyTests
{
    private static readonly ResendPolicy Policy = new();

    [Fact]
    public void Pause_EveryStatus_OnlyPassingOnesAreSentAgain()
    {
        int[] sent = [.. Enumerable.Range(100, 500).Where(status => Policy.Pause(0, status, null, 0.5) is not null)];

        Assert.Equal([408, 429, .. Enumerable.Range(500, 100)], sent);
        Assert.NotNull(Policy.Pause(0, null, null, 0.5));
    }

    [Theory]
    [InlineData(1, 5, 7.5)]
    [InlineData(2, 7.5, 15)]
    [InlineData(3, 15, 30)]
    [InlineData(4, 30, 45)]
    public void Range_OfEachResend_DoublesWithinItsBounds(int resend, double least, double most)
    {
        Assert.Equal((TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most)), ResendPolicy.Range(resend));
        Assert.Equal(TimeSpan.FromSeconds(least), Policy.Pause(resend - 1, 500, null, 0));
        Assert.Equal(TimeSpan.FromSeconds(most), Policy.Pause(resend - 1, 500, null, 1));
    }

    [Fact]
    public void Pause_AfterFourResends_IsFinal() => Assert.Null(Policy.Pause(4, 503, TimeSpan.FromSeconds(1), 0.5));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(20, 20)]
    [InlineData(7200, 3600)]
    public void Pause_RetryAfter_IsHonouredUpToAnHourAndNeverShortensWhatWasDrawn(int asked, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), Policy.Pause(0, 429, TimeSpan.FromSeconds(asked), 0));

    [Fact]
    public void Pause_Faster_DividesEveryPauseAndChangesNothingElse() => Prop.ForAll(
        Gen.Choose(0, 6).Zip(Gen.Choose(399, 600)).Zip(Gen.Choose(0, 100)).ToArbitrary(),
        drawn =>
        {
            var ((resends, status), luck) = drawn;
            var real = Policy.Pause(resends, status, null, luck / 100.0);
            var fast = new ResendPolicy(100).Pause(resends, status, null, luck / 100.0);
            return real / 100 == fast;
        }).QuickCheckThrowOnFailure();
}
