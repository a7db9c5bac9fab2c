using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Messaging.ServiceBus.Rest;

namespace Azure.Messaging.ServiceBus;

/// <summary>The way to the queues of one Service Bus namespace, over its REST API. One for the life of the application.</summary>
public class ServiceBusClient : IAsyncDisposable
{
    private const string Scope = "https://servicebus.azure.net/.default";

    private readonly RestConnection connection = null!;
    private readonly string? onlyEntityPath;

    /// <summary>For stand-ins in tests.</summary>
    protected ServiceBusClient()
    {
    }

    /// <summary>A client with the credentials of a connection string.</summary>
    /// <param name="connectionString"><c>Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…</c>; with
    /// <c>UseDevelopmentEmulator=true</c> the endpoint is spoken to over plain http.</param>
    public ServiceBusClient(string connectionString)
        : this(connectionString, new ServiceBusClientOptions())
    {
    }

    /// <summary>A client with the credentials of a connection string.</summary>
    /// <param name="connectionString"><c>Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…</c>; with
    /// <c>UseDevelopmentEmulator=true</c> the endpoint is spoken to over plain http.</param>
    /// <param name="options">How the client behaves.</param>
    /// <exception cref="ArgumentException">A part is missing.</exception>
    /// <exception cref="FormatException">The connection string cannot be read.</exception>
    public ServiceBusClient(string connectionString, ServiceBusClientOptions options)
    {
        var properties = ServiceBusConnectionStringProperties.Parse(connectionString);
        if (properties.Endpoint is null)
            throw new ArgumentException("The connection string has no Endpoint.", nameof(connectionString));
        options ??= new ServiceBusClientOptions();
        var endpoint = RestAddress.Of(properties);
        onlyEntityPath = properties.EntityPath;
        connection = new RestConnection(endpoint, options, new SasPolicy(Signature(properties, endpoint, options.Time)));
        FullyQualifiedNamespace = properties.Endpoint.Host;
        Identifier = options.Identifier ?? NewIdentifier(FullyQualifiedNamespace);
    }

    /// <summary>A client with an identity.</summary>
    /// <param name="fullyQualifiedNamespace">The host name, such as <c>contoso.servicebus.windows.net</c>.</param>
    /// <param name="credential">The identity.</param>
    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential)
        : this(fullyQualifiedNamespace, credential, new ServiceBusClientOptions())
    {
    }

    /// <summary>A client with an identity.</summary>
    /// <param name="fullyQualifiedNamespace">The host name, such as <c>contoso.servicebus.windows.net</c>.</param>
    /// <param name="credential">The identity.</param>
    /// <param name="options">How the client behaves.</param>
    /// <exception cref="ArgumentException">The namespace is not a host name.</exception>
    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new ServiceBusClientOptions();
        connection = new RestConnection(RestAddress.Of(fullyQualifiedNamespace), options, new BearerTokenAuthenticationPolicy(credential, Scope));
        FullyQualifiedNamespace = fullyQualifiedNamespace;
        Identifier = options.Identifier ?? NewIdentifier(FullyQualifiedNamespace);
    }

    /// <summary>The namespace's host name.</summary>
    public virtual string FullyQualifiedNamespace { get; } = string.Empty;

    /// <summary>The client's name.</summary>
    public virtual string Identifier { get; } = string.Empty;

    /// <summary>The client was disposed of.</summary>
    public virtual bool IsClosed { get; private set; }

    /// <summary>A sender to a queue. It sends nothing by itself and does not check that the queue exists.</summary>
    /// <param name="queueOrTopicName">The queue.</param>
    /// <exception cref="ArgumentException">No name, or not the queue that the connection string is for.</exception>
    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => CreateSender(queueOrTopicName, new ServiceBusSenderOptions());

    /// <summary>A sender to a queue.</summary>
    /// <param name="queueOrTopicName">The queue.</param>
    /// <param name="options">How the sender behaves.</param>
    /// <exception cref="ArgumentException">No name, or not the queue that the connection string is for.</exception>
    public virtual ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions options)
    {
        Check(queueOrTopicName);
        return new ServiceBusSender(queueOrTopicName, options ?? new ServiceBusSenderOptions(), this);
    }

    /// <summary>A receiver from a queue without sessions; over REST sessions cannot be received from.</summary>
    /// <param name="queueName">The queue.</param>
    /// <exception cref="ArgumentException">No name, or not the queue that the connection string is for.</exception>
    public virtual ServiceBusReceiver CreateReceiver(string queueName) => CreateReceiver(queueName, new ServiceBusReceiverOptions());

    /// <summary>A receiver from a queue without sessions, or from the dead letters of any queue.</summary>
    /// <param name="queueName">The queue.</param>
    /// <param name="options">How the receiver behaves.</param>
    /// <exception cref="ArgumentException">No name, or not the queue that the connection string is for.</exception>
    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options)
    {
        Check(queueName);
        return new ServiceBusReceiver(queueName, options ?? new ServiceBusReceiverOptions(), this);
    }

    /// <summary>Closes the client; its senders and receivers can no longer be used.</summary>
    public virtual ValueTask DisposeAsync()
    {
        IsClosed = true;
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal static string NewIdentifier(string name) => $"{name}-{Guid.NewGuid()}";

    /// <summary>The connection, while there is one.</summary>
    internal RestConnection Connection()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return connection;
    }

    private static Func<string> Signature(ServiceBusConnectionStringProperties properties, Uri endpoint, TimeProvider time)
    {
        if (properties.SharedAccessSignature is { } signature)
            return () => signature;
        if (properties is not { SharedAccessKeyName: { } name, SharedAccessKey: { } key })
            throw new ArgumentException("The connection string has neither SharedAccessKeyName and SharedAccessKey nor SharedAccessSignature.", nameof(properties));
        var resource = properties.EntityPath is { } entity ? new Uri(endpoint, entity) : endpoint;
        return new SasTokens(resource, name, key, time).Get;
    }

    private void Check(string entityPath)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        ArgumentException.ThrowIfNullOrWhiteSpace(entityPath);
        if (onlyEntityPath is not null && !onlyEntityPath.Equals(entityPath, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"The connection string is for {onlyEntityPath} only.", nameof(entityPath));
    }
}
