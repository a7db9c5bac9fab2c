using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.Api;

/// <summary>RFC 9110, 13.1.1.</summary>
public class IfMatchTests
{
    private const string Tag = "\"7\"";

    [Fact]
    public void Agrees_NothingSaid_WithWhateverThereIs() => Assert.True(IfMatch.Of(new DefaultHttpContext()).Agrees(Tag));

    [Theory]
    [InlineData("*", true)]
    [InlineData("\"7\"", true)]
    [InlineData(" \"6\" , \"7\"", true)]
    [InlineData("\"6\"", false)]
    [InlineData("\"6\", \"8\"", false)]
    [InlineData("W/\"7\"", false)]
    [InlineData("7", false)]
    [InlineData("\"7", false)]
    [InlineData("\"7\", and others", false)]
    [InlineData("", false)]
    public void Agrees_OneLine_WithItsTagsAlone(string said, bool agrees) => Assert.Equal(agrees, Said(said).Agrees(Tag));

    [Fact]
    public void Agrees_SeveralLines_WithTheTagsOfEach() => Assert.True(Said("\"6\"", "\"7\"").Agrees(Tag));

    private static IfMatch Said(params string[] lines)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.IfMatch = new StringValues(lines);
        return IfMatch.Of(http);
    }
}
