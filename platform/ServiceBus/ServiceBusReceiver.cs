using Azure.Core;
using Azure.Messaging.ServiceBus.Rest;

namespace Azure.Messaging.ServiceBus;

/// <summary>Receives from one queue what REST lets receive: one message at a time, no sessions, no dead-lettering.</summary>
public class ServiceBusReceiver : IAsyncDisposable
{
    private readonly ServiceBusClient client = null!;

    /// <summary>For stand-ins in tests.</summary>
    protected ServiceBusReceiver()
    {
    }

    /// <summary>A receiver of a client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="queueName">The queue.</param>
    /// <param name="options">How the receiver behaves.</param>
    protected ServiceBusReceiver(ServiceBusClient client, string queueName, ServiceBusReceiverOptions options)
        : this(queueName, options, client)
    {
    }

    internal ServiceBusReceiver(string queueName, ServiceBusReceiverOptions options, ServiceBusClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        this.client = client;
        EntityPath = options.SubQueue == SubQueue.DeadLetter ? queueName + "/$DeadLetterQueue" : queueName;
        ReceiveMode = options.ReceiveMode;
        Identifier = options.Identifier ?? ServiceBusClient.NewIdentifier(EntityPath);
    }

    /// <summary>The queue, or its sub-queue.</summary>
    public virtual string EntityPath { get; } = string.Empty;

    /// <summary>The namespace's host name.</summary>
    public virtual string FullyQualifiedNamespace => client.FullyQualifiedNamespace;

    /// <summary>The receiver's name.</summary>
    public virtual string Identifier { get; } = string.Empty;

    /// <summary>The receiver was closed.</summary>
    public virtual bool IsClosed { get; private set; }

    /// <summary>What receiving does to a message.</summary>
    public virtual ServiceBusReceiveMode ReceiveMode { get; }

    /// <summary>The next message; null when none came in time.</summary>
    /// <param name="maxWaitTime">How long to wait, rounded up to whole seconds; the options' <see cref="ServiceBusRetryOptions.TryTimeout"/> unless given.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ArgumentOutOfRangeException">The wait is not above zero.</exception>
    /// <exception cref="ServiceBusException">It could not be received; the reason says why.</exception>
    /// <exception cref="InvalidOperationException">The queue has sessions.</exception>
    public virtual async Task<ServiceBusReceivedMessage?> ReceiveMessageAsync(
        TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
    {
        if (maxWaitTime is { } wait)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(wait, TimeSpan.Zero, nameof(maxWaitTime));
        var connection = Connection();
        var method = ReceiveMode == ServiceBusReceiveMode.PeekLock ? RequestMethod.Post : RequestMethod.Delete;
        var end = connection.Time.GetUtcNow() + (maxWaitTime ?? connection.TryTimeout);
        while (true)
        {
            var response = await connection.HeadAsync(method, EntityPath, end - connection.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            if (response.Status != 204)
                return ReceivedMessages.Read(response);
            if (connection.Time.GetUtcNow() >= end)
                return null;
        }
    }

    /// <summary>Done: removes the message from the queue.</summary>
    /// <param name="message">A message of this receiver.</param>
    /// <param name="cancellationToken">Stops waiting; the message may be gone all the same.</param>
    /// <exception cref="ServiceBusException"><see cref="ServiceBusFailureReason.MessageLockLost"/>: another receiver may have it.</exception>
    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(RequestMethod.Delete, message, cancellationToken);

    /// <summary>Not done: makes the message readable again at once.</summary>
    /// <param name="message">A message of this receiver.</param>
    /// <param name="propertiesToModify">Must be null: REST cannot change a message.</param>
    /// <param name="cancellationToken">Stops waiting; the message may be free all the same.</param>
    /// <exception cref="NotSupportedException"><paramref name="propertiesToModify"/> is not null.</exception>
    /// <exception cref="ServiceBusException"><see cref="ServiceBusFailureReason.MessageLockLost"/>.</exception>
    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        propertiesToModify is null
            ? SettleAsync(RequestMethod.Put, message, cancellationToken)
            : throw new NotSupportedException("Over REST a message cannot be changed when it is abandoned; propertiesToModify must be null.");

    /// <summary>Starts the message's lock anew. <see cref="ServiceBusReceivedMessage.LockedUntil"/> follows where the service tells the new end.</summary>
    /// <param name="message">A message of this receiver.</param>
    /// <param name="cancellationToken">Stops waiting; the lock may be renewed all the same.</param>
    /// <exception cref="ServiceBusException"><see cref="ServiceBusFailureReason.MessageLockLost"/>.</exception>
    public virtual async Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        var response = await SettleAsync(RequestMethod.Post, message, cancellationToken).ConfigureAwait(false);
        message.LockedUntil = ReceivedMessages.LockedUntil(response) ?? message.LockedUntil;
    }

    /// <summary>Closes the receiver; the locks of its messages run on.</summary>
    /// <param name="cancellationToken">Not needed: there is nothing to wait for.</param>
    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    /// <summary>Closes the receiver.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private Task<Response> SettleAsync(RequestMethod method, ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.LockToken is null)
            throw new InvalidOperationException("The message is not locked: it was received and deleted.");
        return Connection().SettleAsync(method, EntityPath, message, cancellationToken);
    }

    private RestConnection Connection()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return client.Connection();
    }
}
