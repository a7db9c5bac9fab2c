using System.Runtime.Serialization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Tests.ServiceBus;

public sealed class SendTests : IAsyncDisposable
{
    private readonly ScriptedTransport transport = new(TestClient.Created);
    private readonly ServiceBusClient client;

    public SendTests() => client = TestClient.Over(transport);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ServiceBusSender Sender => client.CreateSender("work");

    public ValueTask DisposeAsync() => client.DisposeAsync();

    [Fact]
    public async Task Send_OneMessage_IsABatchWithEveryProperty()
    {
        var message = new ServiceBusMessage("text \"ü\" 🙂")
        {
            MessageId = "m1",
            SessionId = "s1",
            Subject = "label",
            CorrelationId = "c1",
            To = "to",
            ReplyTo = "reply",
            ContentType = "text/plain",
            TimeToLive = TimeSpan.FromSeconds(1.5),
            ScheduledEnqueueTime = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)),
        };

        await Sender.SendMessageAsync(message, Token);

        var request = Assert.Single(transport.Requests);
        Assert.Equal(("POST", "application/vnd.microsoft.servicebus.json"), (request.Method, request.ContentType));
        var item = Single(request);
        Assert.Equal("text \"ü\" 🙂", item.GetProperty("Body").GetString());
        Assert.Equal(
            """{"MessageId":"m1","SessionId":"s1","Label":"label","CorrelationId":"c1","To":"to","ReplyTo":"reply","ContentType":"text/plain","ScheduledEnqueueTimeUtc":"Sun, 01 Mar 2026 10:00:00 GMT","TimeToLive":1.5,"TimeToLiveTimeSpan":"00:00:01.5000000"}""",
            item.GetProperty("BrokerProperties").GetRawText());
        Assert.False(item.TryGetProperty("UserProperties", out _));
    }

    [Fact]
    public async Task Send_ApplicationProperties_KeepTheirKindOrBecomeText()
    {
        var message = new ServiceBusMessage("x");
        message.ApplicationProperties["text"] = "a";
        message.ApplicationProperties["flag"] = true;
        message.ApplicationProperties["int"] = 7;
        message.ApplicationProperties["ulong"] = ulong.MaxValue;
        message.ApplicationProperties["double"] = 2d;
        message.ApplicationProperties["decimal"] = 1.10m;
        message.ApplicationProperties["char"] = 'c';
        message.ApplicationProperties["guid"] = Guid.Empty;
        message.ApplicationProperties["span"] = TimeSpan.FromMinutes(1);
        message.ApplicationProperties["instant"] = DateTimeOffset.UnixEpoch;
        message.ApplicationProperties["uri"] = new Uri("https://a/b");

        await Sender.SendMessageAsync(message, Token);

        Assert.Equal(
            """{"text":"a","flag":true,"int":7,"ulong":18446744073709551615,"double":2.0,"decimal":1.10,"char":"c","guid":"00000000-0000-0000-0000-000000000000","span":"00:01:00","instant":"1970-01-01T00:00:00.0000000+00:00","uri":"https://a/b"}""",
            Single(transport.Requests[0]).GetProperty("UserProperties").GetRawText());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(new byte[] { 1 })]
    public async Task Send_PropertyThatCannotBeSent_ThrowsAndNamesIt(object value)
    {
        var message = new ServiceBusMessage("x");
        message.ApplicationProperties["odd-one"] = value;

        var e = await Assert.ThrowsAsync<SerializationException>(() => Sender.SendMessageAsync(message, Token));

        Assert.Contains("odd-one", e.Message, StringComparison.Ordinal);
        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task Send_BodyThatIsNotText_Throws()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => Sender.SendMessageAsync(new ServiceBusMessage(new byte[] { 0xff, 0xfe }), Token));

        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task Send_ScheduledInsideASecond_IsRoundedUp()
    {
        await Sender.SendMessageAsync(
            new ServiceBusMessage("x") { ScheduledEnqueueTime = new DateTimeOffset(2026, 3, 1, 12, 0, 59, TimeSpan.Zero).AddTicks(1) }, Token);

        Assert.Equal(
            "Sun, 01 Mar 2026 12:01:00 GMT",
            Single(transport.Requests[0]).GetProperty("BrokerProperties").GetProperty("ScheduledEnqueueTimeUtc").GetString());
    }

    [Fact]
    public async Task Send_NoMessageId_EachGetsOneOfItsOwn()
    {
        await Sender.SendMessagesAsync([new ServiceBusMessage("1"), new ServiceBusMessage("2")], Token);

        var ids = Ids(transport.Requests[0]);
        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(ids, id => Assert.False(string.IsNullOrEmpty(id)));
    }

    [Fact]
    public async Task Send_FailsAndIsTriedAgain_KeepsTheMessageIds()
    {
        var failing = new ScriptedTransport(() => new ScriptedResponse(500), () => new ScriptedResponse(503), TestClient.Created);
        await using var retrying = TestClient.Over(failing);

        await retrying.CreateSender("work").SendMessagesAsync([new ServiceBusMessage("1"), new ServiceBusMessage("2")], Token);

        Assert.Equal(3, failing.Requests.Count);
        Assert.Equal(failing.Requests[0].Body, failing.Requests[1].Body);
        Assert.Equal(failing.Requests[0].Body, failing.Requests[2].Body);
    }

    [Fact]
    public async Task Send_NoMessages_IsNoRequest()
    {
        await Sender.SendMessagesAsync([], Token);

        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task Send_TooLarge_IsRefusedHereAndNotSplit()
    {
        var half = new ServiceBusMessage(new string('x', 128 * 1024));

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => Sender.SendMessagesAsync([half, half], Token));

        Assert.Equal((ServiceBusFailureReason.MessageSizeExceeded, false, "work"), (e.Reason, e.IsTransient, e.EntityPath));
        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task Send_TooLargeOnlyAsJson_IsRefusedHere()
    {
        // A control character has six characters in JSON.
        var message = new ServiceBusMessage(new string('\u0001', 200_000));

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => Sender.SendMessageAsync(message, Token));

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, e.Reason);
        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task Batch_Full_TakesNoMoreAndCanBeSent()
    {
        using var batch = await Sender.CreateMessageBatchAsync(Token);
        var count = 0;
        while (batch.TryAddMessage(new ServiceBusMessage(new string('x', 1000))))
            count++;

        await Sender.SendMessagesAsync(batch, Token);

        Assert.Equal(count, batch.Count);
        Assert.True(count > 200 && batch.SizeInBytes <= batch.MaxSizeInBytes);
        Assert.Equal(count, Ids(transport.Requests[0]).Length);
    }

    [Fact]
    public async Task Send_Closed_Throws()
    {
        var sender = Sender;
        await sender.CloseAsync(Token);
        Assert.True(sender.IsClosed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sender.SendMessageAsync(new ServiceBusMessage("x"), Token));

        var other = Sender;
        await client.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => other.SendMessageAsync(new ServiceBusMessage("x"), Token));
    }

    [Fact]
    public async Task Send_Cancelled_SaysCancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sender.SendMessageAsync(new ServiceBusMessage("x"), new CancellationToken(true)));

    [Fact]
    public void Message_OutOfRange_Throws()
    {
        var message = new ServiceBusMessage();

        Assert.ThrowsAny<ArgumentException>(() => message.MessageId = "");
        Assert.ThrowsAny<ArgumentException>(() => message.MessageId = new string('x', 129));
        Assert.ThrowsAny<ArgumentException>(() => message.SessionId = new string('x', 129));
        Assert.Throws<ArgumentOutOfRangeException>(() => message.TimeToLive = TimeSpan.Zero);
        Assert.Equal(TimeSpan.MaxValue, message.TimeToLive);
        Assert.Equal(0, message.Body.ToMemory().Length);
    }

    private static JsonElement Single(SentRequest request) => Assert.Single(JsonDocument.Parse(request.Body).RootElement.EnumerateArray());

    private static string?[] Ids(SentRequest request) =>
        [.. JsonDocument.Parse(request.Body).RootElement.EnumerateArray().Select(item => item.GetProperty("BrokerProperties").GetProperty("MessageId").GetString())];
}
