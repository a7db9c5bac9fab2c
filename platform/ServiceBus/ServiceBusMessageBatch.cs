using Azure.Messaging.ServiceBus.Rest;

namespace Azure.Messaging.ServiceBus;

/// <summary>Messages that are known to fit into one send. Not for several threads at once.</summary>
public sealed class ServiceBusMessageBatch : IDisposable
{
    private readonly List<ServiceBusMessage> messages = [];

    internal ServiceBusMessageBatch()
    {
    }

    /// <summary>How many messages are in it.</summary>
    public int Count => messages.Count;

    /// <summary>The most that fits, in bytes.</summary>
    public long MaxSizeInBytes { get; } = MessageSize.Max;

    /// <summary>What is in it, in bytes.</summary>
    public long SizeInBytes { get; private set; }

    internal IReadOnlyList<ServiceBusMessage> Messages => messages;

    /// <summary>Adds a message if it fits; false: it does not, and the batch is as it was. A message must not be changed after it was added.</summary>
    /// <param name="message">The message.</param>
    public bool TryAddMessage(ServiceBusMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var size = MessageSize.Of(message);
        if (SizeInBytes + size > MaxSizeInBytes)
            return false;
        messages.Add(message);
        SizeInBytes += size;
        return true;
    }

    /// <summary>Empties the batch.</summary>
    public void Dispose()
    {
        messages.Clear();
        SizeInBytes = 0;
    }
}
