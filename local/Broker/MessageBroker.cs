namespace NimbusFunctions.Local.Broker;

/// <summary>
/// The rules of Service Bus without a network: peek-lock, delivery counts, dead letters, sessions, scheduled messages, times to
/// live, duplicate detection. All time comes from one <see cref="TimeProvider"/>.
/// </summary>
internal sealed class MessageBroker : IDisposable
{
    /// <summary>What follows a queue's name in the path of its dead-letter sub-queue. Compared without case.</summary>
    public const string DeadLetterSuffix = "/$deadletterqueue";

    private readonly Dictionary<string, BrokerQueue> queues = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A broker with these queues, all empty, each with its dead-letter sub-queue.</summary>
    /// <exception cref="ArgumentException">Two queues have one name.</exception>
    public MessageBroker(IReadOnlyList<QueueDefinition> definitions, TimeProvider time)
    {
        foreach (var definition in definitions)
        {
            var deadLetters = new BrokerQueue(DeadLettersOf(definition), null, time);
            queues.Add(deadLetters.Definition.Name, deadLetters);
            queues.Add(definition.Name, new BrokerQueue(definition, deadLetters, time));
        }
    }

    /// <summary>Every queue, dead-letter sub-queues included.</summary>
    public IReadOnlyCollection<BrokerQueue> Queues => queues.Values;

    /// <summary>The queue at a path: <c>NAME</c> or <c>NAME/$deadletterqueue</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such queue.</exception>
    public BrokerQueue Queue(string path) =>
        queues.TryGetValue(path, out var queue) ? queue : throw new KeyNotFoundException($"There is no queue '{path}'.");

    /// <summary>The clock was moved: what is due by it happens now.</summary>
    public void Wake()
    {
        foreach (var queue in queues.Values)
            queue.Tick();
    }

    /// <summary>Stops the clockwork of all queues.</summary>
    public void Dispose()
    {
        foreach (var queue in queues.Values)
            queue.Dispose();
    }

    // A dead-letter sub-queue has neither sessions nor an end of deliveries nor duplicate detection.
    private static QueueDefinition DeadLettersOf(QueueDefinition queue) => queue with
    {
        Name = queue.Name + DeadLetterSuffix,
        RequiresSession = false,
        MaxDeliveryCount = int.MaxValue,
        DuplicateDetectionWindow = TimeSpan.Zero,
        DeadLetterOnExpiration = false,
    };
}
