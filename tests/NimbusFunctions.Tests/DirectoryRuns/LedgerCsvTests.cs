using NimbusFunctions.Directory.Runs;

namespace NimbusFunctions.Tests.DirectoryRuns;

public class LedgerCsvTests
{
    [Theory]
    [InlineData("404 in two runs", "404 in two runs")]
    [InlineData("404, and missing", "\"404, and missing\"")]
    [InlineData("said \"gone\"", "\"said \"\"gone\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-1", "'-1")]
    [InlineData("", "")]
    public void Line_Proof_IsQuotedAndNoFormula(string proof, string field) => Assert.Equal(
        $"2026-11-22T12:00:00.0000000Z,20261122120000-7,member-left,u1,{field},s1\r\n",
        LedgerCsv.Line(new(new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), "20261122120000-7", "member-left", "u1", proof, "s1")));
}
