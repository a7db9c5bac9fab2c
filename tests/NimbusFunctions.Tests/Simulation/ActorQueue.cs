using Azure;
using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>The queues as one process reaches them: a send may go wrong, or be the last that it does.</summary>
/// <param name="actor">The process.</param>
/// <param name="take">Takes a message that arrived, with its queue's name.</param>
internal sealed class ActorQueue(Actor actor, Action<string, ServiceBusMessage> take) : ServiceBusClient
{
    public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(actor, message => take(queueOrTopicName, message));

    private sealed class Sender(Actor actor, Action<ServiceBusMessage> take) : ServiceBusSender
    {
        public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
            SendMessagesAsync([message], cancellationToken);

        public override async Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
        {
            var all = messages.ToList();
            try
            {
                await actor.DoAsync(
                    $"sends {string.Join(' ', all.Select(message => message.MessageId))}",
                    true,
                    () =>
                    {
                        all.ForEach(take);
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
