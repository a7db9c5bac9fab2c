using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using NimbusFunctions.Local.Host;

namespace NimbusFunctions.Tests.Host;

public class HostRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 1, 27, 30, TimeSpan.Zero);

    [Fact]
    public void MayRestart_ThirdFailureWithinHalfAnHour_IsTheLast()
    {
        var failures = new WorkerFailures();
        Assert.True(failures.MayRestart(Now));
        Assert.True(failures.MayRestart(Now.AddMinutes(29)));
        Assert.False(failures.MayRestart(Now.AddMinutes(58)));
    }

    [Fact]
    public void MayRestart_AfterALongPause_ForgetsWhatWas()
    {
        var failures = new WorkerFailures();
        Assert.True(failures.MayRestart(Now));
        Assert.True(failures.MayRestart(Now.AddMinutes(1)));
        Assert.True(failures.MayRestart(Now.AddMinutes(32)));
        Assert.True(failures.MayRestart(Now.AddMinutes(33)));
        Assert.False(failures.MayRestart(Now.AddMinutes(34)));
    }

    [Theory]
    [InlineData(200, "application/json", """{"Outputs":{}}""", AnswerVerdict.Done)]
    [InlineData(202, "application/problem+json", "{}", AnswerVerdict.Done)]
    [InlineData(200, "application/json", "", AnswerVerdict.Unnoticed)]
    [InlineData(204, null, "", AnswerVerdict.Unnoticed)]
    [InlineData(200, "application/json", "null", AnswerVerdict.Unnoticed)]
    [InlineData(200, "application/json", "{not json", AnswerVerdict.Failed)]
    [InlineData(200, "application/json", "[]", AnswerVerdict.Failed)]
    [InlineData(200, "text/plain", "{}", AnswerVerdict.Failed)]
    [InlineData(200, null, "{}", AnswerVerdict.Failed)]
    [InlineData(302, "application/json", "{}", AnswerVerdict.Failed)]
    [InlineData(500, "application/json", "{}", AnswerVerdict.Failed)]
    public void AnswerOf_Recorded_IsTakenAsTheHostTakesIt(int status, string? type, string body, object verdict) =>
        Assert.Equal(verdict, Answer.Of(status, type is null ? null : MediaTypeHeaderValue.Parse(type), Encoding.UTF8.GetBytes(body)).Verdict);

    [Theory]
    [InlineData("/v1/a", "", "/v1/a")]
    [InlineData("/v1/%2e%2e/Tick", "", "/v1/%252e%252e/Tick")]
    [InlineData("/v1/..%2FTick", "", "/v1/..%2FTick")]
    [InlineData("/v1\\..\\Tick", "", "/v1%5C..%5CTick")]
    [InlineData("/v1/a b?c#d", "?x=1&x=2&y=a%20b", "/v1/a%20b%3Fc%23d?x=1&x=2&y=a%20b")]
    [InlineData("/v1/Zoë/😀", "", "/v1/Zo%C3%AB/%F0%9F%98%80")]
    [InlineData("/v1/100%", "?q=#", "/v1/100%25?q=%23")]
    public void ForwardedPath_AnyPath_IsThePathThatWasRouted(string path, string query, string expected) =>
        Assert.Equal(expected, ForwardedPath.Target(new Uri("http://127.0.0.1:1/"), new PathString(path), new QueryString(query)).PathAndQuery);

    [Theory]
    [InlineData("0 */5 * * * *", "2026-11-22T01:30:00Z", false)]
    [InlineData("*/5 * * * *", "2026-11-22T01:30:00Z", false)]
    [InlineData("*/5 * * * * *", "2026-11-22T01:27:35Z", true)]
    [InlineData("0 30 1 * * *", "2026-11-22T01:30:00Z", false)]
    public void TimerSchedule_Expression_IsReadAsTheHostReadsIt(string expression, string next, bool underAMinute)
    {
        var schedule = TimerSchedule.Parse(expression);
        Assert.Equal(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture), schedule.Next(Now));
        Assert.Equal(underAMinute, schedule.IsUnderAMinute(Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("every minute")]
    [InlineData("0 0 0 0 0 0 0")]
    [InlineData("61 * * * * *")]
    public void TimerSchedule_NotAnExpression_Throws(string expression) => Assert.Throws<FormatException>(() => TimerSchedule.Parse(expression));
}
