using System.Text;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Local.Host;

/// <summary>The envelopes of Service Bus messages: one, or a batch whose metadata lies in arrays.</summary>
internal static class MessageEnvelope
{
    public static byte[] Write(QueueDeclaration function, IReadOnlyList<LockedMessage> messages, DateTimeOffset now) =>
        function.Many ? Batch(function, messages, now) : One(function, messages[0], now);

    private static byte[] One(QueueDeclaration function, LockedMessage message, DateTimeOffset now)
    {
        var metadata = new EnvelopeMetadata();
        foreach (var (name, value) in BindingData(message))
            metadata.Add(name, value);
        if (!function.Binary)
            metadata.Merge(Text(message));
        return Envelope.Write(function, now, writer => WireEncoding.WriteValue(writer, Body(function, message)), metadata);
    }

    private static byte[] Batch(QueueDeclaration function, IReadOnlyList<LockedMessage> messages, DateTimeOffset now)
    {
        var metadata = new EnvelopeMetadata();
        var rows = messages.Select(message => BindingData(message).ToList()).ToList();
        for (var column = 0; column < rows[0].Count; column++)
        {
            var values = rows.Select(row => row[column].Value).ToArray();
            if (values.Any(value => value is not null))
                metadata.Add(rows[0][column].Name + "Array", values);
        }

        return Envelope.Write(function, now, writer => WireEncoding.WriteValue(writer, messages.Select(message => Body(function, message)).ToArray()), metadata);
    }

    private static object Body(QueueDeclaration function, LockedMessage message) =>
        function.Binary ? message.Message.Body.ToArray() : Text(message);

    private static string Text(LockedMessage message) => Encoding.UTF8.GetString(message.Message.Body.Span);

    private static IEnumerable<(string Name, object? Value)> BindingData(LockedMessage locked)
    {
        var message = locked.Message;
        var expires = Seconds(locked.ExpiresAt);
        var enqueued = Seconds(locked.EnqueuedTime);
        yield return ("DeliveryCount", locked.DeliveryCount);
        yield return ("DeadLetterSource", locked.DeadLetterSource);
        yield return ("LockToken", locked.LockToken);
        yield return ("ExpiresAtUtc", expires.DateTime);
        yield return ("ExpiresAt", expires);
        yield return ("EnqueuedTimeUtc", enqueued.DateTime);
        yield return ("EnqueuedTime", enqueued);
        yield return ("MessageId", message.MessageId);
        yield return ("ContentType", message.ContentType);
        yield return ("ReplyTo", message.ReplyTo);
        yield return ("SequenceNumber", locked.SequenceNumber);
        yield return ("To", message.To);
        yield return ("Subject", message.Subject);
        yield return ("Label", message.Subject);
        yield return ("CorrelationId", message.CorrelationId);
        yield return ("SessionId", message.SessionId);
        yield return ("PartitionKey", message.SessionId);
        yield return ("ApplicationProperties", message.ApplicationProperties);
        yield return ("UserProperties", message.ApplicationProperties);
    }

    // The host re-parses times from text without fractions.
    private static DateTimeOffset Seconds(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}
