using System.Text.Json;
using NimbusFunctions.Messaging;

namespace NimbusFunctions.Tests.Messaging;

public class FailurePolicyTests
{
    [Fact]
    public void Decide_UnreadableBody_IsGivenUpAtOnce() =>
        Assert.IsType<MessageOutcome.GivenUp>(FailurePolicy.Decide(new JsonException("x"), 0));

    [Fact]
    public void Decide_PassingTrouble_IsTriedLater() =>
        Assert.IsType<MessageOutcome.Later>(FailurePolicy.Decide(new HttpRequestException("secret address"), 0));

    [Fact]
    public void Decide_Reason_HoldsNoTextOfTheException() => Assert.DoesNotContain(
        "secret", Assert.IsType<MessageOutcome.Later>(FailurePolicy.Decide(new HttpRequestException("secret address"), 0)).Reason);

    [Fact]
    public void Decide_TooManyAttempts_IsGivenUp() => Assert.IsType<MessageOutcome.GivenUp>(
        FailurePolicy.Decide(new HttpRequestException("x"), FailurePolicy.MostAttempts - 1));

    [Fact]
    public void Delay_AnyAttempt_GrowsAndEndsAtAQuarterOfAnHour()
    {
        var delays = Enumerable.Range(0, 60).Select(FailurePolicy.Delay).ToList();

        Assert.Equal(TimeSpan.FromSeconds(5), delays[0]);
        Assert.Equal(delays.Order(), delays);
        Assert.Equal(TimeSpan.FromMinutes(15), delays[^1]);
    }
}
