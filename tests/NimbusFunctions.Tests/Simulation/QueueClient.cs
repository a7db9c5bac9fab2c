using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>The shared queue as one instance reaches it.</summary>
internal sealed class QueueClient(SimulatedQueue queue, Instance instance) : ServiceBusClient
{
    public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(queue, instance);

    private sealed class Sender(SimulatedQueue queue, Instance instance) : ServiceBusSender
    {
        public override async Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            try
            {
                await instance.DoAsync(
                    $"sends {message.MessageId}",
                    true,
                    () =>
                    {
                        queue.Take(message);
                        return Task.FromResult(true);
                    },
                    cancellationToken);
            }
            catch (Azure.RequestFailedException failure)
            {
                throw new ServiceBusException("The broker did not answer.", ServiceBusFailureReason.ServiceTimeout, innerException: failure);
            }
        }
    }
}
