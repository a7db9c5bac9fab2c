using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Tests.ServiceBus;

public class ReceiveTests
{
    private const string Locked = """{"DeliveryCount":2,"EnqueuedTimeUtc":"Sun, 01 Mar 2026 10:00:00 GMT","LockToken":"7da9cfd5-40d5-4bb1-8d64-ec5a52e1c547","LockedUntilUtc":"Sun, 01 Mar 2026 10:05:00 GMT","MessageId":"m\u00fc/1","SequenceNumber":9007199254740993,"State":"Active","TimeToLive":922337203685.47754,"Label":"L","SessionId":"s"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receive_AnswerOfTheService_IsRead()
    {
        var transport = new ScriptedTransport(() => new ScriptedResponse(
            201, "the body", ("Content-Type", "application/json"), ("BrokerProperties", Locked), ("Priority", "\"high \\\"one\\\"\""),
            ("Count", "3"), ("Share", "0.5"), ("Done", "true"), ("Odd", "not json"), ("Server", "x"), ("Location", "https://a/b"), ("Date", "now")));
        await using var client = TestClient.Over(transport);

        var message = (await client.CreateReceiver("work").ReceiveMessageAsync(TimeSpan.FromSeconds(5), Token))!;

        Assert.Equal("the body", message.Body.ToString());
        Assert.Equal(("mü/1", "L", "s", "application/json"), (message.MessageId, message.Subject, message.SessionId, message.ContentType));
        Assert.Equal((2, 9007199254740993L), (message.DeliveryCount, message.SequenceNumber));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 5, 0, TimeSpan.Zero), message.LockedUntil);
        Assert.Equal((TimeSpan.MaxValue, DateTimeOffset.MaxValue), (message.TimeToLive, message.ExpiresAt));
        Assert.Equal(
            new Dictionary<string, object> { ["Priority"] = "high \"one\"", ["Count"] = 3, ["Share"] = 0.5, ["Done"] = true, ["Odd"] = "not json" },
            message.ApplicationProperties);
        Assert.Equal("https://contoso.servicebus.windows.net/work/messages/head?timeout=5&api-version=2014-01", transport.Requests[0].Address.AbsoluteUri);
    }

    [Fact]
    public async Task Receive_NothingComes_AsksUntilTheWaitIsOver()
    {
        var clock = new ManualTimeProvider();
        var transport = new ScriptedTransport(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(55));
            return new ScriptedResponse(204);
        });
        await using var client = TestClient.Over(transport, clock);

        Assert.Null(await client.CreateReceiver("work").ReceiveMessageAsync(TimeSpan.FromSeconds(100.2), Token));

        Assert.Equal(["timeout=55", "timeout=46"], transport.Requests.Select(request => request.Address.Query.TrimStart('?').Split('&')[0]));
    }

    [Fact]
    public async Task Settle_AMessage_NamesItByNumberAndLock()
    {
        var transport = new ScriptedTransport(
            () => new ScriptedResponse(201, "", ("BrokerProperties", Locked)),
            () => new ScriptedResponse(200, "", ("BrokerProperties", """{"LockedUntilUtc":"Sun, 01 Mar 2026 10:09:00 GMT"}""")),
            () => new ScriptedResponse(200));
        await using var client = TestClient.Over(transport);
        var receiver = client.CreateReceiver("work", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var message = (await receiver.ReceiveMessageAsync(cancellationToken: Token))!;

        await receiver.RenewMessageLockAsync(message, Token);
        Assert.Equal(9, message.LockedUntil.Minute);
        await receiver.RenewMessageLockAsync(message, Token);
        Assert.Equal(9, message.LockedUntil.Minute);
        await receiver.AbandonMessageAsync(message, cancellationToken: Token);
        await receiver.CompleteMessageAsync(message, Token);

        Assert.Equal(["POST", "POST", "POST", "PUT", "DELETE"], transport.Requests.Select(request => request.Method));
        Assert.All(transport.Requests.Skip(1), request => Assert.Equal(
            "https://contoso.servicebus.windows.net/work/%24DeadLetterQueue/messages/9007199254740993/7da9cfd5-40d5-4bb1-8d64-ec5a52e1c547",
            request.Address.GetLeftPart(UriPartial.Path)));
    }

    [Fact]
    public async Task Settle_LockLost_SaysSo()
    {
        var transport = new ScriptedTransport(() => new ScriptedResponse(201, "", ("BrokerProperties", Locked)), () => new ScriptedResponse(404));
        await using var client = TestClient.Over(transport);
        var receiver = client.CreateReceiver("work");
        var message = (await receiver.ReceiveMessageAsync(cancellationToken: Token))!;

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(message, Token));

        Assert.Equal((ServiceBusFailureReason.MessageLockLost, false), (e.Reason, e.IsTransient));
    }

    [Fact]
    public async Task Settle_WhatRestCannot_IsRefused()
    {
        var transport = new ScriptedTransport(() => new ScriptedResponse(200, "", ("BrokerProperties", """{"MessageId":"m"}""")));
        await using var client = TestClient.Over(transport);
        var receiver = client.CreateReceiver("work", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        var message = (await receiver.ReceiveMessageAsync(cancellationToken: Token))!;

        Assert.Equal("DELETE", Assert.Single(transport.Requests).Method);
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.CompleteMessageAsync(message, Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => receiver.AbandonMessageAsync(message, new Dictionary<string, object>(), Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => receiver.ReceiveMessageAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Message_CopiedFromAReceivedOne_LeavesOutWhatTheServiceAdded()
    {
        var transport = new ScriptedTransport(() => new ScriptedResponse(
            201, "b", ("BrokerProperties", Locked), ("DeadLetterReason", "\"r\""), ("DeadLetterErrorDescription", "\"d\""), ("kind", "1")));
        await using var client = TestClient.Over(transport);
        var received = (await client.CreateReceiver("work").ReceiveMessageAsync(cancellationToken: Token))!;
        Assert.Equal(("r", "d"), (received.DeadLetterReason, received.DeadLetterErrorDescription));

        var copy = new ServiceBusMessage(received);

        Assert.Equal(("b", "mü/1", "s", "L"), (copy.Body.ToString(), copy.MessageId, copy.SessionId, copy.Subject));
        Assert.Equal("kind", Assert.Single(copy.ApplicationProperties).Key);
    }
}
