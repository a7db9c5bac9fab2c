using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.IntegrationTests.Broker;

public sealed class ClientFailureTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_WrongKey_IsUnauthorized()
    {
        var parts = fixture.Server.ConnectionString.Split(';').Select(part => part.StartsWith("SharedAccessKey=", StringComparison.Ordinal) ? "SharedAccessKey=d3Jvbmc=" : part);
        await using var client = new ServiceBusClient(string.Join(';', parts));

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CreateSender("plain").SendMessageAsync(new ServiceBusMessage("x"), Token));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CreateReceiver("plain").ReceiveMessageAsync(TimeSpan.FromSeconds(1), Token));
    }

    [Fact]
    public async Task Send_UnknownQueue_IsNotFound()
    {
        var e = await Assert.ThrowsAsync<ServiceBusException>(() => fixture.Client.CreateSender("nowhere").SendMessageAsync(new ServiceBusMessage("x"), Token));

        Assert.Equal((ServiceBusFailureReason.MessagingEntityNotFound, false, "nowhere"), (e.Reason, e.IsTransient, e.EntityPath));
    }

    [Fact]
    public async Task Send_BrokerDown_IsTransient()
    {
        var server = await BrokerServer.StartAsync(new BrokerOptions(0, BrokerFixture.Queues), TimeProvider.System, Token);
        var options = new ServiceBusClientOptions { RetryOptions = { Delay = TimeSpan.FromMilliseconds(1), MaxRetries = 2 } };
        await using var client = new ServiceBusClient(server.ConnectionString, options);
        await client.CreateSender("plain").SendMessageAsync(new ServiceBusMessage("x"), Token);
        await server.DisposeAsync();

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => client.CreateSender("plain").SendMessageAsync(new ServiceBusMessage("x"), Token));

        Assert.Equal((ServiceBusFailureReason.ServiceCommunicationProblem, true), (e.Reason, e.IsTransient));
    }

    [Fact]
    public async Task Receive_Cancelled_EndsAtOnceAndTakesNothing()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var watch = Stopwatch.StartNew();
        var waiting = fixture.Client.CreateReceiver("plain").ReceiveMessageAsync(TimeSpan.FromMinutes(5), cancel.Token);
        cancel.CancelAfter(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Receive_BrokerStops_IsSentAwayAtOnce()
    {
        var server = await BrokerServer.StartAsync(new BrokerOptions(0, BrokerFixture.Queues), TimeProvider.System, Token);
        await using var client = new ServiceBusClient(server.ConnectionString, new ServiceBusClientOptions { RetryOptions = { MaxRetries = 0 } });
        var waiting = client.CreateReceiver("plain").ReceiveMessageAsync(TimeSpan.FromMinutes(5), Token);
        await client.CreateSender("dedup").SendMessageAsync(new ServiceBusMessage("the connection is up"), Token);
        var watch = Stopwatch.StartNew();

        await server.DisposeAsync();

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => waiting);
        Assert.True(e.IsTransient);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"it took {watch.Elapsed}");
    }
}
