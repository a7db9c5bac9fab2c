using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Bench.Admission;

/// <summary>Every transaction and every send of a run, in the order in which they were begun.</summary>
internal sealed class TrafficLog
{
    private readonly ConcurrentQueue<Traffic> all = new();

    public IReadOnlyList<Traffic> All => [.. all];

    public void Add(Traffic traffic) => all.Enqueue(traffic);
}

/// <param name="Table">The table; null: a send.</param>
/// <param name="Actions">The transaction.</param>
/// <param name="Messages">The messages.</param>
internal sealed record Traffic(string? Table, IReadOnlyList<TableTransactionAction> Actions, IReadOnlyList<ServiceBusMessage> Messages);

/// <summary>A table that tells of its transactions.</summary>
internal sealed class LoggedTable(string name, TableClient table, TrafficLog log) : TableBefore(table)
{
    public override string Name => name;

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        List<TableTransactionAction> actions = [.. transactionActions];
        var answer = await Store.SubmitTransactionAsync(actions, cancellationToken);
        log.Add(new(name, actions, []));
        return answer;
    }
}

/// <summary>Queues that tell of what is sent.</summary>
internal sealed class LoggedQueue(ServiceBusClient client, TrafficLog log) : ServiceBusClient
{
    public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(client.CreateSender(queueOrTopicName), log);

    private sealed class Sender(ServiceBusSender sender, TrafficLog log) : ServiceBusSender
    {
        public override async Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
        {
            List<ServiceBusMessage> all = [.. messages];
            await sender.SendMessagesAsync(all, cancellationToken);
            log.Add(new(null, [], all));
        }
    }
}
