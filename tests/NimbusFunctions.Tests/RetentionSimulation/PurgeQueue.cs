using Azure;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.RetentionSimulation;

/// <summary>The queue as a process sends to it.</summary>
internal sealed class PurgeQueue(PurgeWorld world, Actor actor) : ServiceBusClient
{
    public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(world, actor);

    private sealed class Sender(PurgeWorld world, Actor actor) : ServiceBusSender
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
                        world.Queue(message);
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
