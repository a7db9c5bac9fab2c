using System.Buffers.Text;
using System.Security.Cryptography;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>Authorization codes given and not yet redeemed: each once, within a minute.</summary>
internal sealed class AuthorizationCodes(TimeProvider time)
{
    private const int MaxOpen = 1000;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, AuthorizationCode> _open = [];

    public string Give(Guid tenant, Guid user, string redirectUri, string challenge, string? nonce)
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (old, _) in _open.Where(pair => pair.Value.ExpiresAt <= now).ToList()) _open.Remove(old);
            if (_open.Count >= MaxOpen) _open.Clear();
            _open.Add(text, new AuthorizationCode(tenant, user, redirectUri, challenge, nonce, now + Life));
        }

        return text;
    }

    /// <summary>What the code stands for, without redeeming it.</summary>
    public AuthorizationCode? Peek(string text)
    {
        lock (_gate) return _open.GetValueOrDefault(text);
    }

    /// <summary>What the code stands for; null when it is unknown, used or too old.</summary>
    public AuthorizationCode? Redeem(string text)
    {
        lock (_gate)
        {
            return _open.Remove(text, out var code) && code.ExpiresAt > time.GetUtcNow() ? code : null;
        }
    }
}
