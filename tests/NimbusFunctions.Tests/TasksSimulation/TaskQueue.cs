using Azure;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.TasksSimulation;

/// <summary>The queues, as far as a process sends to them: every dispatch by its message's id.</summary>
internal sealed class TaskQueue(Dictionary<string, string> sent, Actor actor) : ServiceBusClient
{
    public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(queueOrTopicName == Dispatch.Queue ? sent : [], actor);

    private sealed class Sender(Dictionary<string, string> sent, Actor actor) : ServiceBusSender
    {
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
                        all.ForEach(message => sent[message.MessageId!] = message.Body.ToString());
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
