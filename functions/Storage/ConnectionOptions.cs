namespace NimbusFunctions.Storage;

/// <summary>
/// The connections, named as Functions names them: <c>Storage</c> a connection string, or
/// <c>Storage:tableServiceUri</c> with an identity; <c>ServiceBus</c> a connection string, or
/// <c>ServiceBus:fullyQualifiedNamespace</c> with an identity. <c>HistoryStorage</c>, in the same two forms, is where the
/// table <c>History</c> lies: the same account where it is not set, so that a purge need not disturb what is live.
/// </summary>
internal sealed record ConnectionOptions(
    string? Storage, Uri? StorageUri, string? ServiceBus, string? ServiceBusNamespace, string? IdentityClientId)
{
    /// <summary>The account of the table <c>History</c>; null, together with the address: the same one.</summary>
    public string? HistoryStorage { get; init; }

    /// <summary>Its address, with an identity.</summary>
    public Uri? HistoryStorageUri { get; init; }

    /// <summary>Reads them and adds everything that is wrong to <paramref name="errors"/>.</summary>
    public static ConnectionOptions Read(IConfiguration configuration, List<string> errors)
    {
        if (configuration["Storage"] is null && configuration["Storage:tableServiceUri"] is null)
            errors.Add("Storage (a connection string) or Storage__tableServiceUri (with an identity) must be set.");
        if (configuration["ServiceBus"] is null && configuration["ServiceBus:fullyQualifiedNamespace"] is null)
            errors.Add("ServiceBus (a connection string) or ServiceBus__fullyQualifiedNamespace (with an identity) must be set.");
        return new(
            configuration["Storage"],
            Address("Storage"),
            configuration["ServiceBus"],
            configuration["ServiceBus:fullyQualifiedNamespace"],
            configuration["Storage:clientId"] ?? configuration["ServiceBus:clientId"])
        {
            HistoryStorage = configuration["HistoryStorage"],
            HistoryStorageUri = Address("HistoryStorage"),
        };

        Uri? Address(string connection)
        {
            if (configuration[connection] is not null || configuration[$"{connection}:tableServiceUri"] is not { } text)
                return null;
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)
                return address;
            errors.Add($"{connection}__tableServiceUri must be an https address.");
            return null;
        }
    }
}
