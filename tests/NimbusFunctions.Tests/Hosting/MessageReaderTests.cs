using System.Text.Json;
using Nimbus.Platform.Hosting;

namespace NimbusFunctions.Tests.Hosting;

public class MessageReaderTests
{
    private static readonly DateTimeOffset Enqueued = new(2026, 11, 22, 1, 2, 3, TimeSpan.Zero);

    [Theory]
    [InlineData("single, JSON object body (string)", """{"orderId":7,"note":"hi"}""", false)]
    [InlineData("single, plain text body", "hello", false)]
    [InlineData("single, plain text body", "hello", null)]
    [InlineData("single, body is a JSON number text", "17", false)]
    public void One_SimulatedPayload_IsReadInFull(string heading, string body, bool? binary)
    {
        var message = One(Recording.Simulated(heading), binary);
        Assert.Equal(body, message.Body.ToString());
        AssertMetadata(message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void One_SimulatedBinaryPayload_IsItsBytes(bool? binary)
    {
        var message = One(Recording.Simulated("single, dataType binary (byte[])"), binary);
        Assert.Equal([1, 2, 255], message.Body.ToArray());
        AssertMetadata(message);
    }

    [Fact]
    public void Many_SimulatedBatch_GivesEachMessageItsOwn()
    {
        var messages = Many(Recording.Simulated("batch cardinality many (string[])"));
        Assert.Equal(["""{"a":1}""", "two"], messages.Select(message => message.Body.ToString()));
        Assert.Equal(["m1", "m2"], messages.Select(message => message.MessageId));
        Assert.Equal([1, 3], messages.Select(message => message.DeliveryCount));
        Assert.Equal([1L, 2L], messages.Select(message => message.SequenceNumber));
        Assert.Equal(["s", "s"], messages.Select(message => message.SessionId));
        Assert.Equal([Enqueued, Enqueued.AddSeconds(1)], messages.Select(message => message.EnqueuedTime!.Value));
        Assert.Equal(["v1", "v2"], messages.Select(message => message.ApplicationProperties["k"]));
    }

    [Fact]
    public void One_QueueTriggerPayload_IsReadWithoutServiceBusMetadata() =>
        Assert.Equal("""{"id":1}""", One(Recording.Simulated("queueTrigger"), null).Body.ToString());

    [Fact]
    public void One_FieldNamedLikeMetadata_GivesNullForIt()
    {
        var message = One("""{"Data":{"m":"\"{\\\"messageid\\\":\\\"evil\\\"}\""},"Metadata":{"MessageId":"\"evil\"","SessionId":"\"s\""}}""");
        Assert.Null(message.MessageId);
        Assert.Equal("s", message.SessionId);
    }

    [Fact]
    public void One_FieldNamedSubject_TakesTheAlias() =>
        Assert.Equal("real", One("""{"Data":{"m":"\"{\\\"Subject\\\":1}\""},"Metadata":{"Subject":"\"1\"","Label":"\"real\""}}""").Subject);

    [Fact]
    public void One_FieldNamedApplicationProperties_TakesTheAlias()
    {
        var message = One("""{"Data":{"m":"\"{\\\"applicationProperties\\\":{}}\""},"Metadata":{"ApplicationProperties":{"role":"admin"},"UserProperties":{"role":"user"}}}""");
        Assert.Equal("user", message.ApplicationProperties["role"]);
    }

    [Fact]
    public void One_FieldNamedEnqueuedTimeUtc_TakesTheOther()
    {
        var message = One("""{"Data":{"m":"\"{\\\"EnqueuedTimeUtc\\\":1}\""},"Metadata":{"EnqueuedTimeUtc":"\"1\"","EnqueuedTime":"2026-11-22T03:02:03+02:00"}}""");
        Assert.Equal(Enqueued, message.EnqueuedTime);
        Assert.Equal(TimeSpan.Zero, message.EnqueuedTime!.Value.Offset);
    }

    [Theory]
    [InlineData("{'MessageId':'evil'}")]
    [InlineData("{MessageId:'evil'}")]
    [InlineData("{/*x*/\"MessageId\":\"evil\"}")]
    [InlineData(" {\"MessageId\":\"evil\",} ")]
    public void One_BodyThatOnlyTheHostTakesForAnObject_TrustsNothing(string body)
    {
        var envelope = JsonSerializer.Serialize(new { Data = new { m = JsonSerializer.Serialize(body) }, Metadata = new { MessageId = "\"evil\"", SessionId = "\"s\"" } });
        var message = One(envelope);
        Assert.Equal(body, message.Body.ToString());
        Assert.Null(message.MessageId);
        Assert.Null(message.SessionId);
    }

    [Fact]
    public void One_UnknownAndLiveObjectsInMetadata_AreIgnored()
    {
        var message = One("""{"Data":{"m":"\"x\"","other":"1"},"Metadata":{"MessageReceiver":{"Deep":{"IsClosed":false}},"Client":"\"?\"","MessageActions":[],"ReceiveActions":null,"MessageId":"\"id\"","NewOne":{}}}""", name: "m");
        Assert.Equal("id", message.MessageId);
    }

    [Fact]
    public void One_NoMetadata_IsAMessageWithBodyOnly()
    {
        var message = One("""{"Data":{"m":"\"x\""}}""");
        Assert.Equal("x", message.Body.ToString());
        Assert.Null(message.DeliveryCount);
        Assert.Empty(message.ApplicationProperties);
    }

    [Fact]
    public void One_TypedProperties_KeepTheirTypes()
    {
        var properties = One("""{"Data":{"m":"\"x\""},"Metadata":{"ApplicationProperties":{"s":"1","l":4000000000,"d":3.0,"b":true,"n":null,"o":{"a":1}}}}""").ApplicationProperties;
        Assert.Equal(new Dictionary<string, object?> { ["s"] = "1", ["l"] = 4000000000L, ["d"] = 3.0, ["b"] = true, ["n"] = null, ["o"] = """{"a":1}""" }, properties);
    }

    [Theory]
    [InlineData("""{"Data":{"m":{"a":1}}}""", """{"a":1}""")]
    [InlineData("""{"Data":{"m":"plain, as the documentation shows it"}}""", "plain, as the documentation shows it")]
    [InlineData("""{"Data":{"m":"\"he said\" so"}}""", "\"he said\" so")]
    [InlineData("""{"Data":{"m":"\"\""}}""", "")]
    [InlineData("""{"Data":{"m":null}}""", "")]
    public void One_OtherShapes_AreTakenAsTheyAre(string envelope, string body) => Assert.Equal(body, One(envelope, false).Body.ToString());

    [Theory]
    [InlineData("""{"Data":{"m":"not base64!"}}""")]
    public void One_BinaryThatIsNotBase64_IsMalformed(string envelope) =>
        Assert.Throws<MalformedEnvelopeException>(() => One(envelope, true));

    [Fact]
    public void Many_ColumnsOfAnotherLength_AreNotTrusted()
    {
        var messages = Many("""{"Data":{"m":"[\"a\",\"b\"]"},"Metadata":{"MessageIdArray":"[\"1\"]","SessionIdArray":["s1",null]}}""");
        Assert.All(messages, message => Assert.Null(message.MessageId));
        Assert.Equal(["s1", null], messages.Select(message => message.SessionId));
    }

    [Fact]
    public void Many_NotAnArray_IsMalformed() => Assert.Throws<MalformedEnvelopeException>(() => Many("""{"Data":{"m":"\"one\""}}"""));

    private static TriggeredMessage One(string envelope, bool? binary = false, string? name = null)
    {
        using var json = JsonDocument.Parse(envelope);
        return MessageReader.One(Envelope.Of(json.RootElement, name), binary);
    }

    private static IReadOnlyList<TriggeredMessage> Many(string envelope)
    {
        using var json = JsonDocument.Parse(envelope);
        return MessageReader.Many(Envelope.Of(json.RootElement, "m"), false);
    }

    private static void AssertMetadata(TriggeredMessage message)
    {
        Assert.Equal(("abc-1", "sess-1", "c-1", "s", "application/json"), (message.MessageId, message.SessionId, message.CorrelationId, message.Subject, message.ContentType));
        Assert.Equal((1, 42L), (message.DeliveryCount, message.SequenceNumber));
        Assert.Equal((Enqueued, Enqueued.AddDays(14)), (message.EnqueuedTime, message.ExpiresAt));
        Assert.Equal("v", message.ApplicationProperties["k"]);
        Assert.Equal(3L, message.ApplicationProperties["n"]);
        Assert.Equal("2026-01-02T03:04:05Z", message.ApplicationProperties["when"]);
    }
}
