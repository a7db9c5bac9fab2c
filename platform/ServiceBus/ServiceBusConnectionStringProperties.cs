namespace Azure.Messaging.ServiceBus;

/// <summary>The parts of a connection string.</summary>
public class ServiceBusConnectionStringProperties
{
    /// <summary>The namespace's address, <c>sb://</c>; with a port where the string has one.</summary>
    public Uri? Endpoint { get; internal set; }

    /// <summary>The queue, where the string is for one queue only.</summary>
    public string? EntityPath { get; internal set; }

    /// <summary>The namespace's host name.</summary>
    public string? FullyQualifiedNamespace => Endpoint?.Host;

    /// <summary>The key of the shared access policy.</summary>
    public string? SharedAccessKey { get; internal set; }

    /// <summary>The name of the shared access policy.</summary>
    public string? SharedAccessKeyName { get; internal set; }

    /// <summary>A token made by somebody else, instead of name and key.</summary>
    public string? SharedAccessSignature { get; internal set; }

    /// <summary>The service is an emulator, spoken to without TLS.</summary>
    internal bool UseDevelopmentEmulator { get; private set; }

    /// <summary>Reads a connection string. Names are compared without case; unknown ones are ignored.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <exception cref="ArgumentException">It is null or empty.</exception>
    /// <exception cref="FormatException">It is not a list of <c>name=value</c>, or a value is not valid. The text holds no value, as one is a secret.</exception>
    public static ServiceBusConnectionStringProperties Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var properties = new ServiceBusConnectionStringProperties();
        foreach (var part in connectionString.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == part.Length - 1)
                throw new FormatException("The connection string could not be parsed; each part must be a name, '=' and a value.");
            properties.Set(part[..equals].Trim(), part[(equals + 1)..].Trim());
        }

        return properties;
    }

    private void Set(string name, string value)
    {
        if (Is(name, nameof(Endpoint)))
            Endpoint = ParseEndpoint(value);
        else if (Is(name, nameof(EntityPath)))
            EntityPath = value;
        else if (Is(name, nameof(SharedAccessKeyName)))
            SharedAccessKeyName = value;
        else if (Is(name, nameof(SharedAccessKey)))
            SharedAccessKey = value;
        else if (Is(name, nameof(SharedAccessSignature)))
            SharedAccessSignature = value;
        else if (Is(name, nameof(UseDevelopmentEmulator)))
            UseDevelopmentEmulator = bool.TryParse(value, out var use)
                ? use
                : throw new FormatException("The connection string could not be parsed; UseDevelopmentEmulator must be true or false.");
    }

    private static bool Is(string name, string wanted) => name.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static Uri ParseEndpoint(string value)
    {
        if (!value.Contains("://", StringComparison.Ordinal))
            value = "sb://" + value;
        return Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? new UriBuilder(uri) { Scheme = "sb", Port = uri.IsDefaultPort ? -1 : uri.Port }.Uri
            : throw new FormatException("The connection string could not be parsed; Endpoint must be an address.");
    }
}
