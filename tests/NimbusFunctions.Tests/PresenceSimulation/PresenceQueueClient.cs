using Azure;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.PresenceSimulation;

/// <summary>The queue as a process sends to it.</summary>
internal sealed class PresenceQueueClient(PresenceQueue queue, Actor actor) : ServiceBusClient
{
    public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(queue, actor);

    private sealed class Sender(PresenceQueue queue, Actor actor) : ServiceBusSender
    {
        public override async Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            try
            {
                await actor.DoAsync(
                    $"sends {message.MessageId}",
                    true,
                    () =>
                    {
                        queue.Take(message);
                        return Task.FromResult(true);
                    },
                    cancellationToken);
            }
            catch (RequestFailedException failure)
            {
                throw new ServiceBusException("The broker did not answer.", ServiceBusFailureReason.ServiceTimeout, innerException: failure);
            }
        }
    }
}
