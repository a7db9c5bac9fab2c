using System.Collections.Immutable;
using Azure.Data.Tables;
using NimbusFunctions.Retention;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.Storage;

public class TextPartsTests
{
    private const string Person = "b0000000-0000-4000-8000-000000000001";

    [Theory]
    [InlineData(0, "x")]
    [InlineData(TextParts.Longest - 1, "😀")]
    [InlineData(TextParts.Longest, "😀")]
    [InlineData((2 * TextParts.Longest) - 1, "😀x")]
    [InlineData((3 * TextParts.Longest) - 2, "😀😀")]
    public void Put_CharactersAtTheEndOfAColumn_ComeBackAndNoneIsCutInTwo(int before, string after)
    {
        var text = new string('a', before) + after + new string('b', 10);
        var row = new TableEntity("p", "r");

        TextParts.Put(row, TextParts.Body, text);

        Assert.Equal(text, TextParts.Of(row, TextParts.Body));
        Assert.All(row.Where(column => column.Key.StartsWith(TextParts.Body, StringComparison.Ordinal)), column =>
        {
            var part = Assert.IsType<string>(column.Value);
            Assert.InRange(part.Length, 1, TextParts.Longest);
            Assert.False(char.IsHighSurrogate(part[^1]) || char.IsLowSurrogate(part[0]));
        });
    }

    [Fact]
    public void Put_AShorterText_LeavesNothingOfTheFormer()
    {
        var row = new TableEntity("p", "r");
        TextParts.Put(row, TextParts.Json, new string('a', 100_000));

        TextParts.Put(row, TextParts.Json, "");

        Assert.Equal("", TextParts.Of(row, TextParts.Json));
        Assert.Equal([TextParts.Json], row.Select(column => column.Key).Where(column => column.StartsWith(TextParts.Json, StringComparison.Ordinal)));
        Assert.Empty(TextParts.Cut(row));
    }

    [Fact]
    public void Of_ARowWithoutTheColumn_IsNull() => Assert.Null(TextParts.Of(new("p", "r") { ["Body1"] = "x" }, TextParts.Body));

    [Theory]
    [InlineData("Body1", true)]
    [InlineData("Json12", true)]
    [InlineData("Body", false)]
    [InlineData("BodyOf1", false)]
    public void Continues_AColumn_IsOneWithANumberBehind(string column, bool does) => Assert.Equal(does, TextParts.Continues(column));

    [Theory]
    [InlineData(TextParts.Longest - 20)]
    [InlineData(TextParts.Longest + 5)]
    public void IsNamedIn_ANameThatTheEndOfAColumnCuts_IsSeen(int before)
    {
        var row = new TableEntity("tenant|20261101", "1|letter");
        TextParts.Put(row, TextParts.Body, new string('.', before) + Person.ToUpperInvariant() + "...");
        var guards = new GuardView(RetentionDays.Of(new RetentionSection().Of), false, [Person], []);

        Assert.True(guards.IsNamedIn(row));
        Assert.False((guards with { HeldUsers = ImmutableHashSet<string>.Empty }).IsNamedIn(row));
        Assert.False((guards with { HeldUsers = ["b0000000-0000-4000-8000-000000000002"] }).IsNamedIn(row));
    }
}
