using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Nimbus.Platform.Hosting;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Host;

namespace NimbusFunctions.Tests.Host;

/// <summary>What the local host writes, the handler reads back as it was, whatever a sender puts into a body.</summary>
public class RoundTripTests
{
    private static readonly string[] MetadataNames =
    [
        "MessageId", "messageid", "SessionId", "CorrelationId", "Subject", "Label", "ContentType", "DeliveryCount", "SequenceNumber", "EnqueuedTimeUtc",
        "EnqueuedTime", "ExpiresAtUtc", "ExpiresAt", "ApplicationProperties", "UserProperties", "sys", "orderId", "",
    ];

    private static readonly Gen<string> Text =
        from characters in Gen.Frequency((8, Gen.Choose(0x20, 0x7e)), (1, Gen.Choose(0, 0x1f)), (2, Gen.Choose(0xa0, 0xd7ff)), (1, Gen.Choose(0x1f600, 0x1f64f))).ListOf()
        select string.Concat(characters.Select(char.ConvertFromUtf32));

    private static readonly Gen<string?> OptionalText = Gen.OneOf(Text.Select(text => (string?)text), Gen.Constant((string?)null));

    private static readonly Gen<string> ObjectText =
        from names in Gen.Elements(MetadataNames).ListOf()
        from values in Gen.Elements("\"evil\"", "99", "null", "true", "[1]", """{"k":"evil"}""", "\"2001-01-01T00:00:00Z\"").ListOf(20)
        select "{" + string.Join(",", names.Zip(values, (name, value) => $"\"{name}\":{value}")) + "}";

    private static readonly Gen<IReadOnlyDictionary<string, object>> Properties =
        from names in Text.ListOf()
        from values in Gen.OneOf(
            Text.Select(text => (object)text), Gen.Choose(int.MinValue, int.MaxValue).Select(number => (object)(long)number), Gen.Elements<object>(true, false, 0.5, 3.0)).ListOf(names.Count)
        select (IReadOnlyDictionary<string, object>)names.Zip(values).GroupBy(pair => pair.First).ToDictionary(same => same.Key, same => same.First().Second);

    private static readonly Gen<LockedMessage> Messages =
        from body in Gen.OneOf(Text, ObjectText)
        from texts in OptionalText.ListOf(5)
        from properties in Properties
        from deliveries in Gen.Choose(1, 100)
        from number in Gen.Choose(0, int.MaxValue)
        from seconds in Gen.Choose(0, 1_000_000_000)
        select new LockedMessage(
            new BrokerMessage
            {
                Body = Encoding.UTF8.GetBytes(body),
                MessageId = texts[0] ?? "id",
                SessionId = texts[1],
                CorrelationId = texts[2],
                Subject = texts[3],
                ContentType = texts[4],
                ApplicationProperties = properties,
            },
            Guid.NewGuid(), deliveries, number, DateTimeOffset.UnixEpoch.AddSeconds(seconds), default, DateTimeOffset.UnixEpoch.AddSeconds(seconds + 60L), null);

    [Fact]
    public void One_AnyMessage_IsReadBackAndNeverTakesABodyFieldForMetadata() =>
        Prop.ForAll(Messages.ToArbitrary(), message =>
        {
            var body = Encoding.UTF8.GetString(message.Message.Body.Span);
            var fields = FieldsOf(body);
            T? Unless<T>(T? value, params string[] names) => names.Any(fields.Contains) ? default : value;

            var read = One(message, false);

            Assert.Equal(body, read.Body.ToString());
            Assert.Equal(Unless(message.Message.MessageId, "MessageId"), read.MessageId);
            Assert.Equal(Unless(message.Message.SessionId, "SessionId"), read.SessionId);
            Assert.Equal(Unless(message.Message.CorrelationId, "CorrelationId"), read.CorrelationId);
            Assert.Equal(Unless(message.Message.ContentType, "ContentType"), read.ContentType);
            Assert.Equal(Unless((int?)message.DeliveryCount, "DeliveryCount"), read.DeliveryCount);
            Assert.Equal(Unless((long?)message.SequenceNumber, "SequenceNumber"), read.SequenceNumber);
            Assert.Equal(fields.Contains("Subject") && fields.Contains("Label") ? null : message.Message.Subject, read.Subject);
            Assert.Equal(fields.Contains("EnqueuedTimeUtc") && fields.Contains("EnqueuedTime") ? null : message.EnqueuedTime, read.EnqueuedTime);
            Assert.Equal(fields.Contains("ExpiresAtUtc") && fields.Contains("ExpiresAt") ? null : message.ExpiresAt, read.ExpiresAt);
            var trusted = !(fields.Contains("ApplicationProperties") && fields.Contains("UserProperties"));
            AssertProperties(trusted ? message.Message.ApplicationProperties : new Dictionary<string, object>(), read);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_AnyBytes_AreReadBack() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<byte[]>().ToArbitrary(), bytes =>
        {
            var message = new LockedMessage(new BrokerMessage { Body = bytes, MessageId = "id" }, Guid.NewGuid(), 1, 1, DateTimeOffset.UnixEpoch, default, DateTimeOffset.MaxValue, null);
            var read = One(message, true);
            Assert.Equal(bytes, read.Body.ToArray());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Many_AnyBatch_IsReadBack() =>
        Prop.ForAll(Messages.NonEmptyListOf().ToArbitrary(), messages =>
        {
            using var json = JsonDocument.Parse(MessageEnvelope.Write(Function(true, false), [.. messages], DateTimeOffset.UnixEpoch));
            var read = MessageReader.Many(Nimbus.Platform.Hosting.Envelope.Of(json.RootElement, "m"), false);
            Assert.Equal(messages.Count, read.Count);
            foreach (var (message, one) in messages.Zip(read))
            {
                Assert.Equal(message.Message.Body.ToArray(), one.Body.ToArray());
                Assert.Equal((message.Message.MessageId, message.Message.SessionId, message.Message.Subject), (one.MessageId, one.SessionId, one.Subject));
                Assert.Equal((message.DeliveryCount, message.SequenceNumber), (one.DeliveryCount, one.SequenceNumber));
                Assert.Equal((message.EnqueuedTime, message.ExpiresAt), (one.EnqueuedTime, one.ExpiresAt));
                AssertProperties(message.Message.ApplicationProperties, one);
            }
        }).QuickCheckThrowOnFailure();

    private static TriggeredMessage One(LockedMessage message, bool binary)
    {
        using var json = JsonDocument.Parse(MessageEnvelope.Write(Function(false, binary), [message], DateTimeOffset.UnixEpoch));
        return MessageReader.One(Nimbus.Platform.Hosting.Envelope.Of(json.RootElement, "m"), binary);
    }

    private static QueueDeclaration Function(bool many, bool binary) => new("F", "m", "q", true, many, binary);

    private static void AssertProperties(IReadOnlyDictionary<string, object> sent, TriggeredMessage read) =>
        Assert.Equal(sent.Select(pair => $"{pair.Key}={pair.Value}:{pair.Value.GetType()}").Order(StringComparer.Ordinal), read.ApplicationProperties.Select(pair => $"{pair.Key}={pair.Value}:{pair.Value!.GetType()}").Order(StringComparer.Ordinal));

    private static HashSet<string> FieldsOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.EnumerateObject().Select(field => field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase)
                : [];
        }
        catch (JsonException)
        {
            // Text between braces that is no JSON: nothing is trusted then.
            return body.Trim() is ['{', .., '}'] ? MetadataNames.ToHashSet(StringComparer.OrdinalIgnoreCase) : [];
        }
    }
}
