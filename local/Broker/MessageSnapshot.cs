using System.Collections.ObjectModel;

namespace NimbusFunctions.Local.Broker;

/// <summary>One kept message.</summary>
internal sealed record MessageSnapshot(
    long Sequence, DateTimeOffset EnqueuedTime, DateTimeOffset? Activates, int DeliveryCount, string? DeadLetterSource,
    byte[] Body, BrokerMessage Envelope, IReadOnlyDictionary<string, string> Properties)
{
    public static MessageSnapshot Of(StoredMessage stored) => new(
        stored.Sequence,
        stored.EnqueuedTime,
        stored.Activates,
        stored.DeliveryCount,
        stored.DeadLetterSource,
        stored.Message.Body.ToArray(),
        stored.Message with { Body = default, ApplicationProperties = ReadOnlyDictionary<string, object>.Empty },
        stored.Message.ApplicationProperties.ToDictionary(pair => pair.Key, pair => PropertyText.Write(pair.Value)));

    public StoredMessage ToStored()
    {
        var message = Envelope with
        {
            Body = Body,
            ApplicationProperties = Properties.ToDictionary(pair => pair.Key, pair => PropertyText.Read(pair.Value)),
        };
        return new StoredMessage(message, Sequence)
        {
            EnqueuedTime = EnqueuedTime,
            Activates = Activates,
            DeliveryCount = DeliveryCount,
            DeadLetterSource = DeadLetterSource,
        };
    }
}
