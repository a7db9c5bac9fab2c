using System.Text.Json;
using NimbusFunctions.Messaging;

namespace NimbusFunctions.Tests.Messaging;

public class FailurePolicyTests
{
    [Theory]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"tenant":5}""")]
    public void Decide_UnreadableBody_IsGivenUpAtOnceWithNothingOfItInTheReason(string body)
    {
        var message = new QueueMessage("directory-sync", body, null, 0, default);
        var failure = Assert.Throws<UnreadableMessageException>(() => message.Read(NimbusJson.Default.SyncRequest));

        var reason = Assert.IsType<MessageOutcome.GivenUp>(FailurePolicy.Decide(failure, 0)).Reason;
        Assert.StartsWith("The body cannot be read", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("tenant", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(JsonException))]
    [InlineData(typeof(FormatException))]
    public void Decide_ARowOrAnAnswerThatCannotBeRead_IsTriedLater(Type kind) =>
        Assert.IsType<MessageOutcome.Later>(FailurePolicy.Decide((Exception)Activator.CreateInstance(kind)!, 0));

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
