namespace Azure.Messaging.ServiceBus.Rest;

/// <summary>Where the REST API of a namespace is.</summary>
internal static class RestAddress
{
    // The oldest version that has everything used here; the API reads the same properties whatever it is told.
    private const string ApiVersion = "api-version=2014-01";

    /// <summary>The address of the namespace in a connection string: https, and plain http only for an emulator.</summary>
    public static Uri Of(ServiceBusConnectionStringProperties properties)
    {
        var endpoint = properties.Endpoint!;
        return new UriBuilder(endpoint)
        {
            Scheme = properties.UseDevelopmentEmulator ? Uri.UriSchemeHttp : Uri.UriSchemeHttps,
            Port = endpoint.IsDefaultPort ? -1 : endpoint.Port,
            Path = "/",
        }.Uri;
    }

    /// <summary>The address of the namespace with a host name.</summary>
    /// <exception cref="ArgumentException">It is not a host name.</exception>
    public static Uri Of(string fullyQualifiedNamespace)
    {
        ArgumentException.ThrowIfNullOrEmpty(fullyQualifiedNamespace);
        return Uri.CheckHostName(fullyQualifiedNamespace) == UriHostNameType.Unknown
            ? throw new ArgumentException("This is not the host name of a Service Bus namespace.", nameof(fullyQualifiedNamespace))
            : new UriBuilder(Uri.UriSchemeHttps, fullyQualifiedNamespace).Uri;
    }

    /// <summary>The messages of a queue.</summary>
    public static Uri Messages(Uri endpoint, string entityPath) => new(endpoint, $"{Escape(entityPath)}/messages?{ApiVersion}");

    /// <summary>The next message of a queue, waited for so many seconds.</summary>
    public static Uri Head(Uri endpoint, string entityPath, int seconds) =>
        new(endpoint, $"{Escape(entityPath)}/messages/head?timeout={seconds}&{ApiVersion}");

    /// <summary>A locked message. By its number: an id may hold any character.</summary>
    public static Uri Locked(Uri endpoint, string entityPath, ServiceBusReceivedMessage message) =>
        new(endpoint, $"{Escape(entityPath)}/messages/{message.SequenceNumber}/{message.LockToken}?{ApiVersion}");

    private static string Escape(string entityPath) => string.Join('/', entityPath.Split('/').Select(Uri.EscapeDataString));
}
