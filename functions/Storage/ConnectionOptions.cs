namespace NimbusFunctions.Storage;

/// <summary>
/// The connections, named as Functions names them: <c>Storage</c> a connection string, or
/// <c>Storage:tableServiceUri</c> with an identity; <c>ServiceBus</c> a connection string, or
/// <c>ServiceBus:fullyQualifiedNamespace</c> with an identity.
/// </summary>
internal sealed record ConnectionOptions(
    string? Storage, Uri? StorageUri, string? ServiceBus, string? ServiceBusNamespace, string? IdentityClientId)
{
    /// <summary>Reads them and adds everything that is wrong to <paramref name="errors"/>.</summary>
    public static ConnectionOptions Read(IConfiguration configuration, List<string> errors)
    {
        var storageUri = configuration["Storage:tableServiceUri"];
        Uri? address = null;
        if (configuration["Storage"] is null && storageUri is null)
            errors.Add("Storage (a connection string) or Storage__tableServiceUri (with an identity) must be set.");
        else if (storageUri is not null && (!Uri.TryCreate(storageUri, UriKind.Absolute, out address) || address.Scheme != Uri.UriSchemeHttps))
            errors.Add("Storage__tableServiceUri must be an https address.");
        if (configuration["ServiceBus"] is null && configuration["ServiceBus:fullyQualifiedNamespace"] is null)
            errors.Add("ServiceBus (a connection string) or ServiceBus__fullyQualifiedNamespace (with an identity) must be set.");
        return new(
            configuration["Storage"],
            address,
            configuration["ServiceBus"],
            configuration["ServiceBus:fullyQualifiedNamespace"],
            configuration["Storage:clientId"] ?? configuration["ServiceBus:clientId"]);
    }
}
