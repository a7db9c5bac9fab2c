namespace Azure.Communication.Identity;

/// <summary>A connection string as the portal shows it: <c>endpoint=https://…/;accesskey=…</c>.</summary>
/// <param name="Endpoint">Where the resource answers.</param>
/// <param name="Key">The key's bytes.</param>
internal sealed record CommunicationConnectionString(Uri Endpoint, byte[] Key)
{
    /// <exception cref="ArgumentNullException">It is null.</exception>
    /// <exception cref="FormatException">It is none; what was given is not repeated.</exception>
    public static CommunicationConnectionString Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // The key ends with equals signs of its own.
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !parts.TryAdd(part[..at], part[(at + 1)..]))
                throw new FormatException("A connection string consists of name=value pairs, each given once.");
        }

        if (!parts.TryGetValue("endpoint", out var address) || !Uri.TryCreate(address, UriKind.Absolute, out var endpoint))
            throw new FormatException("The connection string has no endpoint that is an address.");
        if (!parts.TryGetValue("accesskey", out var key))
            throw new FormatException("The connection string has no accesskey.");
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var length) && length > 0
            ? new(endpoint, bytes[..length])
            : throw new FormatException("The accesskey is not base64.");
    }
}
