using NimbusFunctions.Graph;

namespace NimbusFunctions.Tests.DirectorySync;

public class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("10", 10)]
    [InlineData("2.128", 2.128)]
    [InlineData("0", 0)]
    [InlineData("Sun, 22 Nov 2026 12:00:30 GMT", 30)]
    [InlineData("Sun, 22 Nov 2026 11:00:00 GMT", 0)]
    [InlineData("99999999999", 3600)]
    public void Parse_WhatGraphSends_IsUnderstood(string value, double seconds) =>
        Assert.Equal(seconds, RetryAfter.Parse(value, Now)!.Value.TotalSeconds, 3);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5")]
    public void Parse_Nonsense_IsNothing(string? value) => Assert.Null(RetryAfter.Parse(value, Now));
}
