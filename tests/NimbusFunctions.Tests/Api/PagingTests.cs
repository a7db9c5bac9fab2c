using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.Api;

public class PagingTests
{
    private static readonly string Tenth = ContinuationToken.Encode(10);

    [Theory]
    [InlineData("", 50)]
    [InlineData("?top=1", 1)]
    [InlineData("?top=200", 200)]
    [InlineData("?Top=7&column=a", 7)]
    public void Parse_SoundTop_IsRead(string query, int expected)
    {
        var (page, errors) = Parse(query);

        Assert.False(errors.Any);
        Assert.Equal(expected, page.Top);
    }

    [Theory]
    [InlineData("?top=0", "top", "must be a whole number from 1 to 200.")]
    [InlineData("?top=201", "top", "must be a whole number from 1 to 200.")]
    [InlineData("?top=", "top", "must be a whole number from 1 to 200.")]
    [InlineData("?top=%2B5", "top", "must be a whole number from 1 to 200.")]
    [InlineData("?top=%205", "top", "must be a whole number from 1 to 200.")]
    [InlineData("?top=5&top=5", "top", "must be given once.")]
    [InlineData("?topp=5", "topp", "is not a parameter; there are column, top, continuation.")]
    [InlineData("?continuation=%21", "continuation", "must be the continuation of an earlier answer.")]
    [InlineData("?column=a&column=b", "column", "must be given once.")]
    public void Parse_Fault_IsNamed(string query, string field, string message)
    {
        var (page, errors) = Parse(query);
        page.From(ContinuationToken.DecodeNumber, errors);

        var (name, messages) = Assert.Single(errors.ToDictionary());
        Assert.Equal((field, message), (name, Assert.Single(messages)));
    }

    [Fact]
    public void From_Continuation_IsWhatTheAnswerBeforeSaid()
    {
        var (page, errors) = Parse($"?continuation={Tenth}");

        Assert.Equal(10, page.From(ContinuationToken.DecodeNumber, errors));
        Assert.Equal("10", page.From(ContinuationToken.Decode, errors));
        Assert.True(page.IsAsked);
        Assert.False(errors.Any);
    }

    [Fact]
    public void OfSize_Top_IsNoParameter()
    {
        var errors = new ValidationErrors();

        var page = Paging.OfSize(500, Of("?top=5"), errors);

        Assert.Equal(500, page.Top);
        Assert.Equal(["is not a parameter; there is continuation."], errors.ToDictionary()["top"]);
    }

    [Fact]
    public void Check_Repeatable_MayBeGivenTwice()
    {
        var errors = new ValidationErrors();

        Paging.Parse(Of("?column=a&column=b"), 50, 200, ["column"], errors, repeatable: "column");

        Assert.False(errors.Any);
    }

    private static (Paging Page, ValidationErrors Errors) Parse(string query)
    {
        var errors = new ValidationErrors();
        return (Paging.Parse(Of(query), 50, 200, ["column"], errors), errors);
    }

    private static QueryCollection Of(string query) => new(QueryHelpers.ParseQuery(query));
}
