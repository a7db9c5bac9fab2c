using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Retention.Offboarding;

namespace NimbusFunctions.Tests.Offboarding;

public class ProvisioningScriptTests
{
    private const string Quotes = "'\u2018\u2019\u201A\u201B";

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("O'Neill", "'O''Neill'")]
    [InlineData("’; Remove-Item x; ‘", "'’’; Remove-Item x; ‘‘'")]
    [InlineData("$(whoami) `n \"x\"", "'$(whoami) `n \"x\"'")]
    [InlineData("two\r\nlines", "'two??lines'")]
    [InlineData("", "''")]
    public void Quoted_Text_IsOneLiteral(string text, string quoted) => Assert.Equal(quoted, ProvisioningScript.Quoted(text));

    [Fact]
    public void Quoted_AnyText_IsReadBackAsTheText() => Prop.ForAll(
        Gen.Elements<char>([.. Quotes, '"', '$', '`', ';', 'a', ' ', '#', '\u201C']).ListOf(20).ToArbitrary(),
        characters =>
        {
            var text = string.Concat(characters);
            Assert.Equal(text, Read(ProvisioningScript.Quoted(text)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_NamesWithQuotes_StandInTheirVariablesAlone()
    {
        var script = ProvisioningScript.Of("t", "c", "desk@x.example", "It's ‘the’ desk");

        Assert.Contains("$serviceName = 'It''s ‘‘the’’ desk'", script, StringComparison.Ordinal);
        Assert.Equal(1, script.Split("desk'").Length - 1);
        Assert.Contains("'Presence.Read.All'", script, StringComparison.Ordinal);
    }

    [Fact]
    public void OfTenant_AnyServices_TakesTheNumbersOfEachAndOnlyTellsHowToRevokeTheConsent()
    {
        var script = ProvisioningScript.OfTenant("t", "c", ["a@x.example", "o'b@x.example"]);

        Assert.Contains("$serviceUpns = @('a@x.example', 'o''b@x.example')", script, StringComparison.Ordinal);
        Assert.Contains("'Presence.Read.All'", script, StringComparison.Ordinal);
        Assert.All(
            script.Split('\n').Where(line => line.Contains("Remove-MgServicePrincipal", StringComparison.Ordinal)),
            line => Assert.StartsWith("Write-Host ", line, StringComparison.Ordinal));
        Assert.Contains("@()", ProvisioningScript.OfTenant("t", "c", []), StringComparison.Ordinal);
    }

    /// <summary>Reads a literal as PowerShell does: any of the quotes ends it, unless another follows.</summary>
    private static string Read(string literal)
    {
        var text = new StringBuilder();
        for (var at = 1; ; at++)
        {
            if (!Quotes.Contains(literal[at], StringComparison.Ordinal))
                text.Append(literal[at]);
            else if (at + 1 < literal.Length && Quotes.Contains(literal[at + 1], StringComparison.Ordinal))
                text.Append(literal[at++]);
            else
                return at == literal.Length - 1 ? text.ToString() : throw new FormatException($"It ends at {at}: {literal}");
        }
    }
}
