using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.ContactSearch;
using NimbusFunctions.Local.Simulator.Graph.Filters;

namespace NimbusFunctions.Tests.ContactSearch;

/// <summary>What Graph is asked for what a user typed.</summary>
public sealed class DirectoryFilterTests
{
    private const string TenantFilter = "endswith(mail,'@alpenwerk.example')";
    private static readonly string[] Fields = ["displayName", "surname"];

    [Fact]
    public void Filter_OfAnyText_IsOfTheSameFormWithTheTextInItsPlace() => Prop.ForAll<string?, string?>((text, city) =>
    {
        if (text is null || city is null)
            return true;
        var question = DirectoryFilter.Of(Query(text, city), TenantFilter, Fields);
        return question.Search is null && FilterParser.TryParse(question.Filter!) is FilterNode.And
        {
            Left: FilterNode.And { Left: FilterNode.Or { Left: FilterNode.Function first, Right: FilterNode.Function second }, Right: FilterNode.Compare compare },
            Right: FilterNode.Function { Name: "endswith" },
        } && first.Text == text && second.Text == text && Equals(compare.Value, city) && compare.Operator == "eq";
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("x' or startswith(displayName,'")]
    [InlineData("') or (1 eq 1")]
    [InlineData("''")]
    [InlineData("a&$top=999")]
    [InlineData("a\" OR \"mail:b")]
    public void Filter_OfTextThatWouldBreakOut_StaysText(string text)
    {
        var filter = DirectoryFilter.Of(Query(text), TenantFilter, Fields).Filter!;

        Assert.Equal($"(startswith(displayName,'{text.Replace("'", "''", StringComparison.Ordinal)}') or startswith(surname,'{text.Replace("'", "''", StringComparison.Ordinal)}')) and ({TenantFilter})", filter);
    }

    [Fact]
    public void Search_OfAnyText_HasOneClauseOfItsOwn() => Prop.ForAll<string?>(text =>
    {
        if (text is null)
            return true;
        var search = DirectoryFilter.Of(Query(text, field: "displayName"), null, ["displayName"]).Search;
        return search is null || (search.Count(sign => sign == '"') == 2 && search.StartsWith("\"displayName:", StringComparison.Ordinal) && search.EndsWith('"') && !search.Contains('\\'));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Filter_OfNothingButTheTenants_IsThat() =>
        Assert.Equal(new(null, "(city eq 'Bern') and (accountEnabled eq true)"), DirectoryFilter.Of(Query(null, "Bern"), " accountEnabled eq true ", Fields));

    private static ContactQuery Query(string? text, string? city = null, string? field = null) =>
        new(text, field, city is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["city"] = city }, [ContactSource.Directory], 10);
}
