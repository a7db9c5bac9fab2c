using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.IntegrationTests.Broker;

/// <summary>The app's Service Bus client and the local broker over real HTTP: each is the other's proof.</summary>
public sealed class ClientContractTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ServiceBusClient Client => fixture.Client;

    [Fact]
    public async Task SendAndReceive_EveryProperty_ArrivesAsItWas()
    {
        var sent = new ServiceBusMessage("{\"name\":\"Jürgen 🙂\",\"line\":\"a\\nb\"}")
        {
            MessageId = "id/with ?#%\\\" ümlaut 🙂 and\ttab",
            SessionId = "s 1/2",
            Subject = "subject <&> 漢字",
            CorrelationId = "c\"1",
            To = "to; x=1",
            ReplyTo = "reply,to",
            ContentType = "application/json; charset=utf-8",
            TimeToLive = TimeSpan.FromMinutes(90),
        };
        await Client.CreateSender("plain").SendMessageAsync(sent, Token);

        var got = await ReceiveAsync("plain");

        Assert.Equal(sent.Body.ToString(), got.Body.ToString());
        Assert.Equal(
            (sent.MessageId, sent.SessionId, sent.Subject, sent.CorrelationId, sent.To, sent.ReplyTo, sent.ContentType, sent.TimeToLive),
            (got.MessageId, got.SessionId, got.Subject, got.CorrelationId, got.To, got.ReplyTo, got.ContentType, got.TimeToLive));
        Assert.Equal(1, got.DeliveryCount);
        Assert.True(got.SequenceNumber > 0);
        Assert.Equal(got.EnqueuedTime + sent.TimeToLive, got.ExpiresAt);
        Assert.InRange(got.LockedUntil - got.EnqueuedTime, TimeSpan.FromSeconds(298), TimeSpan.FromSeconds(310));
        await Client.CreateReceiver("plain").CompleteMessageAsync(got, Token);
    }

    [Fact]
    public async Task SendAndReceive_ApplicationProperties_KeepTheirKind()
    {
        var sent = new ServiceBusMessage("x");
        var expected = new Dictionary<string, object>
        {
            ["text"] = "ü \"quoted\" \\ 🙂\r\nX-Injected: 1",
            ["empty"] = "",
            ["looks-like-number"] = "42",
            ["looks-like-bool"] = "true",
            ["yes"] = true,
            ["no"] = false,
            ["int"] = int.MinValue,
            ["long"] = long.MaxValue,
            ["ulong"] = ulong.MaxValue,
            ["double"] = 0.1,
            ["whole-double"] = 3.0,
            ["huge-double"] = double.MaxValue,
        };
        foreach (var (name, value) in expected)
            sent.ApplicationProperties[name] = value;
        sent.ApplicationProperties["guid"] = Guid.Empty;
        sent.ApplicationProperties["instant"] = DateTimeOffset.UnixEpoch;
        await Client.CreateSender("plain").SendMessageAsync(sent, Token);

        var got = await ReceiveAsync("plain");

        foreach (var (name, value) in expected)
            Assert.Equal(value, got.ApplicationProperties[name]);
        Assert.Equal("00000000-0000-0000-0000-000000000000", got.ApplicationProperties["guid"]);
        Assert.Equal(DateTimeOffset.UnixEpoch, DateTimeOffset.Parse((string)got.ApplicationProperties["instant"], null));
        Assert.Equal(expected.Count + 2, got.ApplicationProperties.Count);
        await Client.CreateReceiver("plain").CompleteMessageAsync(got, Token);
    }

    [Fact]
    public async Task Send_NamesThatNoHeaderCanCarry_ReachReceiversInTheProcess()
    {
        var sent = new ServiceBusMessage("x") { SessionId = "names" };
        sent.ApplicationProperties["größe in cm"] = 7;
        sent.ApplicationProperties["Content-Type"] = "mine";
        await Client.CreateSender("sessions").SendMessageAsync(sent, Token);

        await using var session = await fixture.Server.Broker.Queue("sessions").AcceptNextSessionAsync(Soon, Token);
        var got = (await session!.ReceiveAsync(Soon, Token))!;

        Assert.Equal(new Dictionary<string, object> { ["größe in cm"] = 7, ["Content-Type"] = "mine" }, got.Message.ApplicationProperties);
        Assert.True(fixture.Server.Broker.Queue("sessions").Complete(got.LockToken));
    }

    [Fact]
    public async Task Send_Scheduled_IsNotSeenBeforeItsTime()
    {
        var due = TimeProvider.System.GetUtcNow().AddSeconds(2);
        await Client.CreateSender("path/with.dots_and-dashes").SendMessageAsync(new ServiceBusMessage("later") { ScheduledEnqueueTime = due }, Token);
        Assert.Equal(1, fixture.Server.Broker.Queue("path/with.dots_and-dashes").Counts.Scheduled);

        var got = await ReceiveAsync("path/with.dots_and-dashes");

        Assert.True(TimeProvider.System.GetUtcNow() >= due);
        Assert.Equal("later", got.Body.ToString());
    }

    [Fact]
    public async Task Send_SameMessageIdTwice_IsDeliveredOnce()
    {
        await using var sender = Client.CreateSender("dedup");
        await sender.SendMessageAsync(new ServiceBusMessage("first") { MessageId = "same" }, Token);
        await sender.SendMessagesAsync([new ServiceBusMessage("second") { MessageId = "same" }, new ServiceBusMessage("other")], Token);

        Assert.Equal("first", (await ReceiveAsync("dedup")).Body.ToString());
        Assert.Equal("other", (await ReceiveAsync("dedup")).Body.ToString());
        Assert.Null(await Client.CreateReceiver("dedup").ReceiveMessageAsync(TimeSpan.FromMilliseconds(1), Token));
    }

    [Fact]
    public async Task Send_QueueWithSessions_NeedsASessionId()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Client.CreateSender("sessions").SendMessageAsync(new ServiceBusMessage("x"), Token));

        Assert.Contains("SessionId", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.CreateReceiver("sessions").ReceiveMessageAsync(Soon, Token));
    }

    [Fact]
    public async Task Send_LargestMessage_PassesBothLimits()
    {
        await using var sender = Client.CreateSender("plain");
        using var batch = await sender.CreateMessageBatchAsync(Token);
        while (batch.TryAddMessage(new ServiceBusMessage(new string('"', 20_000)) { MessageId = $"{batch.Count}" }))
        {
        }

        await sender.SendMessagesAsync(batch, Token);

        for (var i = 0; i < batch.Count; i++)
        {
            var got = await ReceiveAsync("plain");
            Assert.Equal(20_000, got.Body.ToMemory().Length);
            await Client.CreateReceiver("plain").CompleteMessageAsync(got, Token);
        }
    }

    [Fact]
    public async Task Settle_CompleteAbandonRenew_DoWhatTheySay()
    {
        const string Queue = "path/with.dots_and-dashes";
        await using var receiver = Client.CreateReceiver(Queue);
        await Client.CreateSender(Queue).SendMessageAsync(new ServiceBusMessage("work") { MessageId = "a/b c" }, Token);
        var first = await ReceiveAsync(Queue);

        await receiver.RenewMessageLockAsync(first, Token);
        await receiver.AbandonMessageAsync(first, cancellationToken: Token);
        var second = await ReceiveAsync(Queue);
        Assert.Equal((first.SequenceNumber, 2), (second.SequenceNumber, second.DeliveryCount));
        var lost = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(first, Token));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, lost.Reason);
        await receiver.CompleteMessageAsync(second, Token);
        lost = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.RenewMessageLockAsync(second, Token));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, lost.Reason);
    }

    [Fact]
    public async Task Receive_NeverSettled_EndsInTheDeadLetters()
    {
        var sent = new ServiceBusMessage("poison") { MessageId = "p" };
        sent.ApplicationProperties["kind"] = "k";
        await Client.CreateSender("short-lock").SendMessageAsync(sent, Token);
        Assert.Equal(1, (await ReceiveAsync("short-lock")).DeliveryCount);
        Assert.Equal(2, (await ReceiveAsync("short-lock")).DeliveryCount);

        await using var dead = Client.CreateReceiver("short-lock", new ServiceBusReceiverOptions
        {
            SubQueue = SubQueue.DeadLetter,
            ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete,
        });
        var got = (await dead.ReceiveMessageAsync(Soon, Token))!;

        Assert.Equal(("p", "poison", "short-lock"), (got.MessageId, got.Body.ToString(), got.DeadLetterSource));
        Assert.Equal("MaxDeliveryCountExceeded", got.DeadLetterReason);
        Assert.Equal("Message could not be consumed after 2 delivery attempts.", got.DeadLetterErrorDescription);
        Assert.Equal("k", got.ApplicationProperties["kind"]);
        Assert.Null(got.LockToken);
        Assert.Equal(0, fixture.Server.Broker.Queue("short-lock").Counts.DeadLetter);
    }

    private async Task<ServiceBusReceivedMessage> ReceiveAsync(string queue)
    {
        await using var receiver = Client.CreateReceiver(queue);
        return await receiver.ReceiveMessageAsync(Soon, Token) ?? throw new TimeoutException($"Nothing came from {queue}.");
    }
}
