using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace NimbusFunctions.Local.Broker.Rest;

/// <summary>The namespace's only shared access policy, and the check of the tokens signed with it.</summary>
internal sealed class SharedAccess(string keyName, string key, TimeProvider time)
{
    private const string Scheme = "SharedAccessSignature ";

    public string KeyName { get; } = keyName;

    public string Key { get; } = key;

    /// <summary>A policy with a key that nobody knows yet.</summary>
    public static SharedAccess Create(TimeProvider time) =>
        new("RootManageSharedAccessKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), time);

    /// <summary>Why a token does not allow a request; null when it does.</summary>
    /// <param name="authorization">The request's Authorization header.</param>
    /// <param name="host">Its Host header.</param>
    /// <param name="path">Its path, as sent.</param>
    public string? Refusal(string? authorization, string? host, string path)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return "MissingToken: a SharedAccessSignature is needed.";
        var fields = Fields(authorization[Scheme.Length..]);
        if (fields is null || !fields.TryGetValue("sr", out var resource) || !fields.TryGetValue("sig", out var signature)
            || !fields.TryGetValue("se", out var expiry) || !fields.TryGetValue("skn", out var name))
            return "MalformedToken: sr, sig, se and skn are needed, each once.";
        if (!IsSigned(resource + "\n" + expiry, WebUtility.UrlDecode(signature)) || WebUtility.UrlDecode(name) != KeyName)
            return "InvalidSignature: the token's signature is not valid.";
        if (!long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds <= time.GetUtcNow().ToUnixTimeSeconds())
            return "ExpiredToken: the token is expired.";
        return Covers(WebUtility.UrlDecode(resource), host, path) ? null : "InvalidAudience: the token is for another resource.";
    }

    private static Dictionary<string, string>? Fields(string token)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in token.Split('&'))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !fields.TryAdd(field[..equals], field[(equals + 1)..]))
                return null;
        }

        return fields;
    }

    private bool IsSigned(string text, string signature)
    {
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(text)));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }

    // A token for a resource is one for everything below it; the scheme (sb, http, https) says nothing.
    private static bool Covers(string resource, string? host, string path) =>
        Uri.TryCreate(resource, UriKind.Absolute, out var uri)
        && string.Equals(uri.Authority, host, StringComparison.OrdinalIgnoreCase)
        && (path + "/").StartsWith(uri.AbsolutePath.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase);
}
