using System.Net;
using System.Security.Cryptography;
using System.Text;
using NimbusFunctions.Local.Broker.Rest;

namespace NimbusFunctions.Tests.Broker;

public sealed class SharedAccessTests
{
    private const string Host = "127.0.0.1:7073";

    private readonly ManualTimeProvider clock = new();
    private readonly SharedAccess access;

    public SharedAccessTests() => access = new SharedAccess("Root", "c2VjcmV0", clock);

    [Theory]
    [InlineData("http://127.0.0.1:7073/")]
    [InlineData("sb://127.0.0.1:7073")]
    [InlineData("http://127.0.0.1:7073/work")]
    [InlineData("HTTP://127.0.0.1:7073/WORK/messages")]
    public void Refusal_GoodToken_IsNone(string resource) =>
        Assert.Null(access.Refusal(Token(resource: resource), Host, "/work/messages"));

    [Theory]
    [InlineData("http://127.0.0.1:7073/wor")]
    [InlineData("http://127.0.0.1:7073/other")]
    [InlineData("http://127.0.0.1:7074/")]
    [InlineData("nonsense")]
    public void Refusal_OtherResource_IsInvalidAudience(string resource) =>
        Assert.StartsWith("InvalidAudience", access.Refusal(Token(resource: resource), Host, "/work/messages"), StringComparison.Ordinal);

    [Fact]
    public void Refusal_WrongKeyOrName_IsInvalidSignature()
    {
        Assert.StartsWith("InvalidSignature", access.Refusal(Token(key: "b3RoZXI="), Host, "/work/messages"), StringComparison.Ordinal);
        Assert.StartsWith("InvalidSignature", access.Refusal(Token(name: "root"), Host, "/work/messages"), StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_EndChangedAfterSigning_IsInvalidSignature()
    {
        var token = Token(expires: 0).Replace("se=0", $"se={clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}", StringComparison.Ordinal);

        Assert.StartsWith("InvalidSignature", access.Refusal(token, Host, "/work/messages"), StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_EndReached_IsExpired()
    {
        var token = Token(expires: clock.GetUtcNow().AddSeconds(10).ToUnixTimeSeconds());
        Assert.Null(access.Refusal(token, Host, "/work/messages"));

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.StartsWith("ExpiredToken", access.Refusal(token, Host, "/work/messages"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "MissingToken")]
    [InlineData("", "MissingToken")]
    [InlineData("Bearer abc", "MissingToken")]
    [InlineData("SharedAccessSignature ", "MalformedToken")]
    [InlineData("SharedAccessSignature sr=a&sig=b&se=1", "MalformedToken")]
    [InlineData("SharedAccessSignature sr=a&sr=a&sig=b&se=1&skn=Root", "MalformedToken")]
    public void Refusal_NotAToken_SaysSo(string? authorization, string refusal) =>
        Assert.StartsWith(refusal, access.Refusal(authorization, Host, "/work/messages"), StringComparison.Ordinal);

    private string Token(string resource = "http://127.0.0.1:7073/", string key = "c2VjcmV0", string name = "Root", long? expires = null)
    {
        var sr = WebUtility.UrlEncode(resource);
        var se = expires ?? clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        var sig = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{sr}\n{se}")));
        return $"SharedAccessSignature sr={sr}&sig={WebUtility.UrlEncode(sig)}&se={se}&skn={name}";
    }
}
