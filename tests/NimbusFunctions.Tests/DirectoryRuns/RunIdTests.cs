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
        Assert.Equal("123456|20261122123456-1234", id.RowKey);
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
