using Microsoft.Extensions.Primitives;
using NimbusFunctions.Tasks.Connector.Posts;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.TasksSurface;

public class PostKeyTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, "", null)]
    [InlineData("a", null, "a")]
    [InlineData(null, "b", "b")]
    [InlineData("a", "a", "a")]
    [InlineData("a", "", "a")]
    public void Of_ValidNames_GivesTheKey(string? header, string? field, string? key)
    {
        var errors = new ValidationErrors();

        Assert.Equal(key, PostKey.Of(header is null ? StringValues.Empty : header, field, errors));
        Assert.False(errors.Any);
    }

    [Theory]
    [InlineData("a", "b", "clientReference")]
    [InlineData("", null, "Idempotency-Key")]
    [InlineData("LONG", null, "Idempotency-Key")]
    [InlineData(null, "LONG", "clientReference")]
    public void Of_WrongNames_NamesTheFault(string? header, string? field, string fault)
    {
        var errors = new ValidationErrors();
        PostKey.Of(Long(header) is { } given ? given : StringValues.Empty, Long(field), errors);

        Assert.Equal([fault], errors.ToDictionary().Keys);

        static string? Long(string? text) => text == "LONG" ? new('x', 129) : text;
    }

    [Fact]
    public void Of_HeaderTwice_IsNamed()
    {
        var errors = new ValidationErrors();
        PostKey.Of(new(["a", "b"]), null, errors);

        Assert.Equal(["Idempotency-Key"], errors.ToDictionary().Keys);
    }
}
