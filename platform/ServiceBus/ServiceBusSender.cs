using Azure.Messaging.ServiceBus.Rest;

namespace Azure.Messaging.ServiceBus;

/// <summary>Sends messages to one queue. Safe for any number of callers at once.</summary>
public class ServiceBusSender : IAsyncDisposable
{
    private readonly ServiceBusClient client = null!;

    /// <summary>For stand-ins in tests.</summary>
    protected ServiceBusSender()
    {
    }

    /// <summary>A sender of a client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="queueOrTopicName">The queue.</param>
    protected ServiceBusSender(ServiceBusClient client, string queueOrTopicName)
        : this(client, queueOrTopicName, new ServiceBusSenderOptions())
    {
    }

    /// <summary>A sender of a client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="queueOrTopicName">The queue.</param>
    /// <param name="options">How the sender behaves.</param>
    protected ServiceBusSender(ServiceBusClient client, string queueOrTopicName, ServiceBusSenderOptions options)
        : this(queueOrTopicName, options, client)
    {
    }

    internal ServiceBusSender(string queueOrTopicName, ServiceBusSenderOptions options, ServiceBusClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        this.client = client;
        EntityPath = queueOrTopicName;
        Identifier = options.Identifier ?? ServiceBusClient.NewIdentifier(queueOrTopicName);
    }

    /// <summary>The queue.</summary>
    public virtual string EntityPath { get; } = string.Empty;

    /// <summary>The namespace's host name.</summary>
    public virtual string FullyQualifiedNamespace => client.FullyQualifiedNamespace;

    /// <summary>The sender's name.</summary>
    public virtual string Identifier { get; } = string.Empty;

    /// <summary>The sender was closed.</summary>
    public virtual bool IsClosed { get; private set; }

    /// <summary>Sends a message; when it returns, the queue has stored it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Stops waiting; the message may have been stored all the same.</param>
    /// <exception cref="ServiceBusException">It could not be sent; the reason says why.</exception>
    /// <exception cref="UnauthorizedAccessException">The credentials do not allow it.</exception>
    /// <exception cref="InvalidOperationException">The queue refuses the message: it has sessions, and the message has no session id.</exception>
    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendAsync([message], cancellationToken);
    }

    /// <summary>Sends messages together: all are stored or none. None at all is no request.</summary>
    /// <param name="messages">The messages, with their properties at most 256 KB together; more is refused, not split.</param>
    /// <param name="cancellationToken">Stops waiting; the messages may have been stored all the same.</param>
    /// <exception cref="ServiceBusException">They could not be sent; the reason says why.</exception>
    /// <exception cref="UnauthorizedAccessException">The credentials do not allow it.</exception>
    /// <exception cref="InvalidOperationException">The queue refuses a message.</exception>
    public virtual Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return SendAsync([.. messages], cancellationToken);
    }

    /// <summary>Sends a batch: all its messages are stored or none.</summary>
    /// <param name="messageBatch">The batch; it can be sent again.</param>
    /// <param name="cancellationToken">Stops waiting; the messages may have been stored all the same.</param>
    /// <exception cref="ServiceBusException">It could not be sent; the reason says why.</exception>
    public virtual Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageBatch);
        return SendAsync(messageBatch.Messages, cancellationToken);
    }

    /// <summary>An empty batch, to be filled as far as a send reaches.</summary>
    /// <param name="cancellationToken">Not needed: nothing is asked of the service.</param>
    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return ValueTask.FromResult(new ServiceBusMessageBatch());
    }

    /// <summary>Closes the sender.</summary>
    /// <param name="cancellationToken">Not needed: there is nothing to wait for.</param>
    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    /// <summary>Closes the sender.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    // The body is written once, ids included: every try of it is the same to duplicate detection.
    private async Task SendAsync(IReadOnlyList<ServiceBusMessage> messages, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        var connection = client.Connection();
        cancellationToken.ThrowIfCancellationRequested();
        if (messages.Count == 0)
            return;
        MessageTrace.Note(messages);
        MessageSize.Check(messages, EntityPath);
        var body = BatchJson.Write(messages);
        MessageSize.Check(body, EntityPath);
        await connection.PostAsync(EntityPath, body, BatchJson.ContentType, cancellationToken).ConfigureAwait(false);
    }
}
