using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Callbacks.Deliveries;

namespace NimbusFunctions.Tests.Callbacks.Deliveries;

public sealed class DeliveryDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(299)]
    public void Of_Success_IsDelivered(int code) => Assert.IsType<DeliveryVerdict.Delivered>(Of(new CallbackAnswer.Status(code)));

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(599)]
    public void Of_TroubleThatPasses_IsTriedLater(int code) => Assert.IsType<DeliveryVerdict.Later>(Of(new CallbackAnswer.Status(code)));

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public void Of_AnAddressThatTakesNothing_IsGone(int code) => Assert.IsType<DeliveryVerdict.AddressGone>(Of(new CallbackAnswer.Status(code)));

    [Fact]
    public void Of_NoAnswer_IsTriedLaterAndARefusedAddressIsGone()
    {
        Assert.IsType<DeliveryVerdict.Later>(Of(new CallbackAnswer.TimedOut()));
        Assert.IsType<DeliveryVerdict.Later>(Of(new CallbackAnswer.Unreachable()));
        Assert.IsType<DeliveryVerdict.AddressGone>(Of(new CallbackAnswer.Refused()));
    }

    [Fact]
    public void Of_EveryCode_HasOneMeaning() => Prop.ForAll(Gen.Choose(100, 999).ToArbitrary(), code =>
        (Of(new CallbackAnswer.Status(code)) is DeliveryVerdict.Delivered) == (code is >= 200 and < 300)
        && (Of(new CallbackAnswer.Status(code)) is DeliveryVerdict.Later) == (code is 408 or 425 or 429 or >= 500)).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_RetryAfter_IsKeptAndCappedAtAnHour()
    {
        Assert.Equal(TimeSpan.FromMinutes(3), Later(new CallbackAnswer.Status(429, TimeSpan.FromMinutes(3))).Delay);
        Assert.Equal(TimeSpan.FromMinutes(3), Later(new CallbackAnswer.Status(429, TimeSpan.FromMinutes(3))).Rest);
        Assert.Equal(TimeSpan.FromHours(1), Later(new CallbackAnswer.Status(503, TimeSpan.FromDays(9))).Delay);
        Assert.Equal(TimeSpan.FromSeconds(5), Later(new CallbackAnswer.Status(503, TimeSpan.FromDays(-1))).Delay);
    }

    [Fact]
    public void Of_AnyRetryAfterAndAttempt_WaitsAtLeastSoLongAndNeverMuchOverAnHour() =>
        Prop.ForAll(Cases.ToArbitrary(), one =>
        {
            var delay = Later(new CallbackAnswer.Status(429, TimeSpan.FromSeconds(one.Seconds)), one.Attempt, one.Jitter).Delay;
            return delay >= TimeSpan.FromSeconds(Math.Min(one.Seconds, 3600)) && delay >= TimeSpan.FromSeconds(5) && delay <= TimeSpan.FromMinutes(72);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_TroubleWithoutEnd_IsGivenUpAfterADayAndNotMuchEarlier() =>
        Prop.ForAll(Cases.ToArbitrary(), one =>
        {
            var now = Now;
            for (var attempt = 0; ; attempt++)
            {
                switch (DeliveryDecision.Of(new CallbackAnswer.Status(500), attempt, Now, now, one.Jitter))
                {
                    case DeliveryVerdict.Later later:
                        now += later.Delay;
                        break;
                    case DeliveryVerdict.GivenUp:
                        return now - Now <= DeliveryDecision.Patience && now - Now > DeliveryDecision.Patience - TimeSpan.FromMinutes(73) && attempt < 40;
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reason_AnyAnswer_NamesNothingButTheCode() =>
        Assert.Equal("it answered 503", Later(new CallbackAnswer.Status(503)).Reason);

    [Fact]
    public void Suspension_TheLongerTheLonger_FromFiveMinutesToAnHour()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), DeliveryDecision.Suspension(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromMinutes(20), DeliveryDecision.Suspension(TimeSpan.FromMinutes(20)));
        Assert.Equal(TimeSpan.FromHours(1), DeliveryDecision.Suspension(TimeSpan.FromDays(3)));
    }

    private static Gen<Case> Cases =>
        from seconds in Gen.Choose(1, 200_000)
        from attempt in Gen.Choose(0, 60)
        from thousandths in Gen.Choose(0, 999)
        select new Case(seconds, attempt, thousandths / 1000.0);

    private static DeliveryVerdict Of(CallbackAnswer answer) => DeliveryDecision.Of(answer, 0, Now, Now, 0);

    private static DeliveryVerdict.Later Later(CallbackAnswer answer, int attempt = 0, double jitter = 0) =>
        Assert.IsType<DeliveryVerdict.Later>(DeliveryDecision.Of(answer, attempt, Now, Now, jitter));

    private sealed record Case(int Seconds, int Attempt, double Jitter);
}
