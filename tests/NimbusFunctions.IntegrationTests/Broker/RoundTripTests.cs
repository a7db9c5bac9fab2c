using Azure.Messaging.ServiceBus;
using FsCheck.Fluent;

namespace NimbusFunctions.IntegrationTests.Broker;

public sealed class RoundTripTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAndReceive_AnyText_ArrivesAsItWas()
    {
        await using var sender = fixture.Client.CreateSender("plain");
        await using var receiver = fixture.Client.CreateReceiver(
            "plain", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        // Well-formed text only: half a surrogate pair is no character and has no UTF-8.
        var texts = ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && text.Length <= 128)
            .Select(text => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()))).ArrayOf(5);

        foreach (var text in texts.Sample(100))
        {
            var sent = new ServiceBusMessage(text[0]) { MessageId = "m" + text[1][..Math.Min(text[1].Length, 100)], Subject = text[2], CorrelationId = text[3] };
            sent.ApplicationProperties["property"] = text[4];
            await sender.SendMessageAsync(sent, Token);

            var got = (await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(10), Token))!;

            Assert.Equal(
                (text[0], sent.MessageId, text[2], text[3], text[4]),
                (got.Body.ToString(), got.MessageId, got.Subject, got.CorrelationId, (string)got.ApplicationProperties["property"]));
        }
    }
}
