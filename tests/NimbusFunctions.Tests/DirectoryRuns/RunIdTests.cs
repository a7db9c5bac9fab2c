using NimbusFunctions.Directory.Runs;

namespace NimbusFunctions.Tests.DirectoryRuns;

public class RunIdTests
{
    [Fact]
    public void Of_AnyTime_IsUtcToTheSecond() => Assert.Equal(
        "20261122110000-7", RunId.Of(new DateTimeOffset(2026, 11, 22, 12, 0, 0, 987, TimeSpan.FromHours(1)), 7).ToString());

    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        var id = RunId.Of(new DateTimeOffset(2026, 11, 22, 12, 34, 56, TimeSpan.Zero), 1234);

        Assert.Equal(id, RunId.Parse(id.ToString()));
        Assert.Equal("123456|0000000000000001234", id.RowKey);
    }

    [Fact]
    public void RowKey_OfRunsOfOneSecond_SortsByNumber()
    {
        var second = new DateTimeOffset(2026, 11, 22, 12, 34, 56, TimeSpan.Zero);

        Assert.True(string.CompareOrdinal(RunId.Of(second, 9).RowKey, RunId.Of(second, 10).RowKey) < 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("20261122123456")]
    [InlineData("20261122123456-")]
    [InlineData("20261122123456-07")]
    [InlineData("20261122123456--7")]
    [InlineData("20261322123456-7")]
    [InlineData("20261122123456-7|x")]
    public void Parse_AnythingElse_IsNoId(string text) => Assert.Null(RunId.Parse(text));
}
