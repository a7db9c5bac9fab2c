using Azure.Messaging.ServiceBus;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Tests.TasksArrivals;

/// <summary>Sends to a broker in the same process.</summary>
internal sealed class BrokerClient(MessageBroker broker) : ServiceBusClient
{
    /// <summary>It takes nothing.</summary>
    public bool IsDown { get; set; }

    public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(this, broker.Queue(queueOrTopicName));

    private sealed class Sender(BrokerClient client, BrokerQueue queue) : ServiceBusSender
    {
        public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
            SendMessagesAsync([message], cancellationToken);

        public override Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
        {
            if (client.IsDown)
                throw new ServiceBusException("The broker is down.", ServiceBusFailureReason.ServiceCommunicationProblem);
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
