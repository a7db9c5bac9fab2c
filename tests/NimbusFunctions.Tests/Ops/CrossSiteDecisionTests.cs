using Microsoft.Extensions.Primitives;
using NimbusFunctions.Ops.Sessions;

namespace NimbusFunctions.Tests.Ops;

public class CrossSiteDecisionTests
{
    private const string Token = "the-token";

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public void Refusal_OfWhatChangesNothing_IsNone(string method) => Assert.Null(CrossSiteDecision.Refusal(method, default, default, Token));

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    [InlineData("QUERY")]
    public void Refusal_OfAnyOtherMethod_NeedsTheToken(string method)
    {
        Assert.NotNull(CrossSiteDecision.Refusal(method, default, default, Token));
        Assert.NotNull(CrossSiteDecision.Refusal(method, default, "same-origin", Token));
        Assert.NotNull(CrossSiteDecision.Refusal(method, "", default, Token));
        Assert.NotNull(CrossSiteDecision.Refusal(method, "the-token-of-another", default, Token));
        Assert.NotNull(CrossSiteDecision.Refusal(method, new StringValues([Token, Token]), default, Token));
        Assert.Null(CrossSiteDecision.Refusal(method, Token, default, Token));
        Assert.Null(CrossSiteDecision.Refusal(method, Token, "same-origin", Token));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    [InlineData("")]
    public void Refusal_FromAnotherPage_IsOneWhateverTheToken(string site) => Assert.NotNull(CrossSiteDecision.Refusal("POST", Token, site, Token));

    [Fact]
    public void Refusal_WithTwoOrigins_IsOne() =>
        Assert.NotNull(CrossSiteDecision.Refusal("POST", Token, new StringValues(["same-origin", "same-origin"]), Token));
}
