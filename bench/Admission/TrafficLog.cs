using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;

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
internal sealed class LoggedTable(string name, TableClient table, TrafficLog log) : TableClient
{
    public override string Name => name;

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        table.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        table.UpsertEntityAsync(entity, mode, cancellationToken);

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        table.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken);

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        List<TableTransactionAction> actions = [.. transactionActions];
        var answer = await table.SubmitTransactionAsync(actions, cancellationToken);
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
