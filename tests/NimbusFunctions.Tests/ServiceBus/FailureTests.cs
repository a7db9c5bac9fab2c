using Azure;
using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Tests.ServiceBus;

public class FailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(403, "", ServiceBusFailureReason.QuotaExceeded, false)]
    [InlineData(403, "The message exceeds the limit of 262144 bytes", ServiceBusFailureReason.MessageSizeExceeded, false)]
    [InlineData(404, "", ServiceBusFailureReason.MessagingEntityNotFound, false)]
    [InlineData(408, "", ServiceBusFailureReason.ServiceTimeout, true)]
    [InlineData(410, "", ServiceBusFailureReason.MessagingEntityNotFound, false)]
    [InlineData(413, "", ServiceBusFailureReason.MessageSizeExceeded, false)]
    [InlineData(429, "", ServiceBusFailureReason.ServiceBusy, true)]
    [InlineData(500, "", ServiceBusFailureReason.GeneralError, true)]
    [InlineData(503, "", ServiceBusFailureReason.ServiceBusy, true)]
    [InlineData(504, "", ServiceBusFailureReason.ServiceTimeout, true)]
    public async Task Send_Refused_TellsTheReason(int status, string detail, ServiceBusFailureReason reason, bool transient)
    {
        await using var client = TestClient.Over(Answering(status, detail), retries: 0);

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => client.CreateSender("work").SendMessageAsync(new ServiceBusMessage("x"), Token));

        Assert.Equal((reason, transient, "work"), (e.Reason, e.IsTransient, e.EntityPath));
        Assert.Contains($"(work - {reason})", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Unauthorized_IsNotTriedAgain()
    {
        var transport = Answering(401, "InvalidSignature &amp; more");
        await using var client = TestClient.Over(transport);

        var e = await Assert.ThrowsAsync<UnauthorizedAccessException>(
            () => client.CreateSender("work").SendMessageAsync(new ServiceBusMessage("x"), Token));

        Assert.Contains("InvalidSignature & more", e.Message, StringComparison.Ordinal);
        Assert.Single(transport.Requests);
    }

    [Fact]
    public async Task Send_BadRequest_IsInvalid()
    {
        await using var client = TestClient.Over(Answering(400, "no session id"));

        var e = await Assert.ThrowsAsync<InvalidOperationException>(
            () => client.CreateSender("work").SendMessageAsync(new ServiceBusMessage("x"), Token));

        Assert.Contains("no session id", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Send_NoConnection_IsTransientAndTriedAsOftenAsSet(int retries)
    {
        var transport = new ScriptedTransport(() => throw new RequestFailedException(0, "connection refused"));
        await using var client = TestClient.Over(transport, retries: retries);

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => client.CreateSender("work").SendMessageAsync(new ServiceBusMessage("x"), Token));

        Assert.Equal((ServiceBusFailureReason.ServiceCommunicationProblem, true), (e.Reason, e.IsTransient));
        Assert.Equal(retries + 1, transport.Requests.Count);
    }

    [Fact]
    public async Task Send_NoAnswerInTime_IsATimeout()
    {
        var transport = new ScriptedTransport(() => throw new TaskCanceledException("network timeout"));
        await using var client = TestClient.Over(transport, retries: 0);

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => client.CreateSender("work").SendMessageAsync(new ServiceBusMessage("x"), Token));

        Assert.Equal((ServiceBusFailureReason.ServiceTimeout, true), (e.Reason, e.IsTransient));
    }

    private static ScriptedTransport Answering(int status, string detail) =>
        new(() => new ScriptedResponse(status, $"<Error><Code>{status}</Code><Detail>{detail}</Detail></Error>"));
}
