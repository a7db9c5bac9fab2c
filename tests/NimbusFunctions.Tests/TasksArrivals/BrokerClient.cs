using Azure.Messaging.ServiceBus;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Tests.TasksArrivals;

/// <summary>Sends to a broker in the same process.</summary>
internal sealed class BrokerClient(MessageBroker broker) : ServiceBusClient
{
    public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(broker.Queue(queueOrTopicName));

    private sealed class Sender(BrokerQueue queue) : ServiceBusSender
    {
        public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
            SendMessagesAsync([message], cancellationToken);

        public override Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
        {
            queue.Send([.. messages.Select(message => new BrokerMessage
            {
                Body = message.Body.ToMemory(),
                MessageId = message.MessageId,
                SessionId = message.SessionId,
                ScheduledEnqueueTime = message.ScheduledEnqueueTime == default ? null : message.ScheduledEnqueueTime,
                ApplicationProperties = message.ApplicationProperties.ToDictionary(),
            })]);
            return Task.CompletedTask;
        }
    }
}
