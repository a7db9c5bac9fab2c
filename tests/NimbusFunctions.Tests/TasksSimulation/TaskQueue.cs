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
        public override async Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            try
            {
                await actor.DoAsync(
                    $"sends {message.MessageId}",
                    true,
                    () => Task.FromResult(sent[message.MessageId!] = message.Body.ToString()),
                    cancellationToken);
            }
            catch (RequestFailedException failure)
            {
                throw new ServiceBusException("The broker did not answer.", ServiceBusFailureReason.ServiceTimeout, innerException: failure);
            }
        }
    }
}
