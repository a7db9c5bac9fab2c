using System.Globalization;
using Nimbus.Platform.Hosting;

namespace NimbusFunctions.Tests.Hosting;

public class InvocationDeadlineTests
{
    [Theory]
    [InlineData("00:10:00", "00:09:00")]
    [InlineData("00:30:00", "00:27:00")]
    [InlineData("00:05:00", "00:04:30")]
    [InlineData("00:02:00", "00:01:30")]
    [InlineData("00:01:00", "00:00:30")]
    [InlineData("00:00:10", "00:00:05")]
    public void Before_Timeout_LeavesTimeToAnswer(string timeout, string deadline) =>
        Assert.Equal(TimeSpan.Parse(deadline, CultureInfo.InvariantCulture), InvocationDeadline.Before(InvocationDeadline.ParseTimeout(timeout)));

    [Fact]
    public void Before_NoTimeout_IsNone() => Assert.Null(InvocationDeadline.Before(InvocationDeadline.ParseTimeout("-1")));

    [Fact]
    public void ParseTimeout_NotGiven_IsTheHostsDefault() => Assert.Equal(TimeSpan.FromMinutes(30), InvocationDeadline.ParseTimeout(null));

    [Theory]
    [InlineData("soon")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    public void ParseTimeout_NotATime_Throws(string text) => Assert.Throws<FormatException>(() => InvocationDeadline.ParseTimeout(text));
}
