using System.Net;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Ops.Page;

namespace NimbusFunctions.IntegrationTests.OpsPage;

/// <summary>The page's files as the app serves them, through the host.</summary>
[Collection(LocalEditionCollection.Name)]
public sealed class PageTests(LocalEditionFixture edition)
{
    private const int Heaviest = 100_000;

    public static TheoryData<string> Files => [.. PageAsset.All.Keys.Select(name => name == PageAsset.Home ? "ops" : $"ops/{name}"), "ops/"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task When_AFileIsAskedFor_Should_ComeToEverybodyWithAStrictPolicyAndATag(string path)
    {
        using var answer = await SendAsync(path);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", text, StringComparison.Ordinal);
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);

        using var again = await SendAsync(path, answer.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("ops/none.js")]
    [InlineData("ops/page.html")]
    [InlineData("ops/%2e%2e/host.json")]
    [InlineData("ops/app.js/x")]
    public async Task When_AnythingElseIsAskedFor_Should_ServeNoFile(string path)
    {
        using var answer = await SendAsync(path);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Unauthorized });
    }

    [Fact]
    public void All_Together_AreLight() => Assert.InRange(PageAsset.All.Values.Sum(asset => asset.Content.Length), 1, Heaviest - 1);

    private async Task<HttpResponseMessage> SendAsync(string path, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await edition.Client(null).SendAsync(request, TestContext.Current.CancellationToken);
    }
}
