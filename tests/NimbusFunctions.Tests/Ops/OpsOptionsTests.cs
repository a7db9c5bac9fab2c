using NimbusFunctions.Ops;

namespace NimbusFunctions.Tests.Ops;

public class OpsOptionsTests
{
    [Theory]
    [InlineData("", true, true)]
    [InlineData("https://app.example", true, true)]
    [InlineData("https://app.example/", true, true)]
    [InlineData("http://app.example", false, false)]
    [InlineData("http://127.0.0.1:7071", false, true)]
    [InlineData("http://127.0.0.1:7071", true, false)]
    [InlineData("https://app.example/ops", false, false)]
    [InlineData("https://app.example/?x", false, false)]
    [InlineData("https://a@app.example/", false, false)]
    [InlineData("app.example", false, false)]
    public void Errors_OfAnAddress_AllowHttpsAndHereLoopback(string address, bool isInCloud, bool isGood) =>
        Assert.Equal(isGood, !new OpsOptions { PublicAddress = address }.Errors(isInCloud).Any());

    [Theory]
    [InlineData("", false, "127.0.0.1:7071", "http://127.0.0.1:7071/ops/callback")]
    [InlineData("https://app.example/", false, "127.0.0.1:7071", "https://app.example/ops/callback")]
    [InlineData("", true, "127.0.0.1:7071", "/ops/callback")]
    [InlineData("", false, "app.example", "/ops/callback")]
    [InlineData("", false, null, "/ops/callback")]
    public void Complete_WhereNothingIsSet_TakesTheLoopbackHostAlone(string address, bool isInCloud, string? host, string redirect)
    {
        var options = new OpsOptions { PublicAddress = address };
        options.Complete(isInCloud, host);

        Assert.Equal(redirect, options.RedirectUri);
        Assert.Equal(redirect.Length > 20, options.CanSignIn);
    }
}
