using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Azure.Messaging.ServiceBus.Rest;

/// <summary>Shared access signatures for one resource, each used until shortly before its end.</summary>
internal sealed class SasTokens
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly string resource;
    private readonly string keyName;
    private readonly byte[] key;
    private readonly TimeProvider time;
    private volatile Token? current;

    /// <summary>Tokens for everything below an address, signed with a policy's key.</summary>
    public SasTokens(Uri resource, string keyName, string key, TimeProvider time)
    {
        this.resource = WebUtility.UrlEncode(resource.AbsoluteUri);
        this.keyName = keyName;
        this.key = Encoding.UTF8.GetBytes(key);
        this.time = time;
    }

    /// <summary>The Authorization header for a request now.</summary>
    public string Get()
    {
        var now = time.GetUtcNow();
        // Two callers may make one each: both are good.
        if (current is not { } token || now >= token.RenewAt)
            current = token = new Token(Sign(now + Lifetime), now + Lifetime - Margin);
        return token.Text;
    }

    // The signature covers the escaped resource as it stands in the token, a line feed and the end in Unix seconds.
    private string Sign(DateTimeOffset expires)
    {
        var expiry = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(resource + "\n" + expiry)));
        return $"SharedAccessSignature sr={resource}&sig={WebUtility.UrlEncode(signature)}&se={expiry}&skn={WebUtility.UrlEncode(keyName)}";
    }

    private sealed record Token(string Text, DateTimeOffset RenewAt);
}
