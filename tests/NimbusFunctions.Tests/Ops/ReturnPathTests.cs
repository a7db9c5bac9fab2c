using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Ops.SignIn;

namespace NimbusFunctions.Tests.Ops;

public class ReturnPathTests
{
    private static readonly Uri App = new("https://app.example/");

    private static readonly string[] Pieces = ["/ops", "/", "//", "\\", "..", ".", "%2e%2e", "%2F", "evil.example", ":", "@", "?", "#", "x", "v1", "\t", "\r\n", "https:", "ö", "signin", "callback"];

    [Theory]
    [InlineData("/ops")]
    [InlineData("/ops/")]
    [InlineData("/ops/tenants/1")]
    [InlineData("/ops?tenant=1&x=%2F")]
    [InlineData("/ops#late")]
    public void Of_APathOfThePage_IsThat(string path) => Assert.Equal(path, ReturnPath.Of(path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://evil.example/ops")]
    [InlineData("//evil.example/ops")]
    [InlineData("/\\evil.example")]
    [InlineData("/opsevil")]
    [InlineData("/ops.evil.example")]
    [InlineData("/ops/../v1/tenants")]
    [InlineData("/ops/%2e%2e/v1")]
    [InlineData("/ops//evil.example")]
    [InlineData("/ops\r\nSet-Cookie: x")]
    [InlineData("/ops/signin")]
    [InlineData("/ops/callback?code=x")]
    [InlineData("/ops/signout/")]
    [InlineData("/v1/tenants")]
    [InlineData("javascript:alert(1)")]
    public void Of_AnythingElse_IsThePage(string? path) => Assert.Equal("/ops", ReturnPath.Of(path));

    [Fact]
    public void Of_WhateverIsAsked_StaysOnThePage() => Prop.ForAll(
        Gen.Elements(Pieces).NonEmptyListOf().Select(pieces => string.Concat(pieces)).ToArbitrary(),
        asked =>
        {
            var led = new Uri(App, ReturnPath.Of(asked));
            return led.Host == App.Host && led.Scheme == App.Scheme && (led.AbsolutePath == "/ops" || led.AbsolutePath.StartsWith("/ops/", StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_APathThatIsTooLong_IsThePage() => Assert.Equal("/ops", ReturnPath.Of("/ops/" + new string('x', 600)));
}
