namespace Azure.Data.Tables;

/// <summary>The parts of a storage connection string that tables need.</summary>
/// <remarks>No message repeats a value: each may be the key.</remarks>
internal sealed record TableConnectionString(Uri Endpoint, TableSharedKeyCredential Credential)
{
    // Public: the account of every storage emulator.
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const int EmulatorPort = 10002;

    /// <exception cref="FormatException">It names no account that tables can reach.</exception>
    public static TableConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var parts = Split(connectionString);

        if (parts.TryGetValue("UseDevelopmentStorage", out var use) && string.Equals(use, "true", StringComparison.OrdinalIgnoreCase))
            return Emulator(parts.GetValueOrDefault("DevelopmentStorageProxyUri"));

        if (!parts.TryGetValue("AccountName", out var account) || !parts.TryGetValue("AccountKey", out var key))
            throw new FormatException("The storage connection string needs AccountName and AccountKey, or UseDevelopmentStorage=true.");

        return new TableConnectionString(TableEndpoint(parts, account), new TableSharedKeyCredential(account, key));
    }

    private static Uri TableEndpoint(Dictionary<string, string> parts, string account)
    {
        if (parts.TryGetValue("TableEndpoint", out var endpoint))
        {
            return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
                ? uri
                : throw new FormatException("TableEndpoint of the storage connection string is no http or https address.");
        }

        return parts.TryGetValue("EndpointSuffix", out var suffix)
            ? new Uri($"{parts.GetValueOrDefault("DefaultEndpointsProtocol", Uri.UriSchemeHttps)}://{account}.table.{suffix}")
            : throw new FormatException("The storage connection string needs TableEndpoint or EndpointSuffix.");
    }

    private static TableConnectionString Emulator(string? proxy)
    {
        UriBuilder endpoint = proxy is null ? new("http", "127.0.0.1") : new(proxy);
        endpoint.Port = EmulatorPort;
        endpoint.Path = EmulatorAccount;
        return new TableConnectionString(endpoint.Uri, new TableSharedKeyCredential(EmulatorAccount, EmulatorKey));
    }

    private static Dictionary<string, string> Split(string connectionString)
    {
        Dictionary<string, string> parts = new(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new FormatException("The storage connection string is not a list of name=value parts.");

            parts[part[..equals].Trim()] = part[(equals + 1)..].Trim();
        }

        return parts;
    }
}
