using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Agenda;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.History;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Bench.Admission;

/// <summary>The app's own admission as one process has it, over the local edition's store and broker.</summary>
internal sealed class AdmissionRig
{
    public const int Cap = 50;

    private static readonly LaneLimits Limits = new(Cap, 1, TimeSpan.FromHours(1), 1);

    private readonly string tenant;
    private readonly TaskDesk desk;

    /// <param name="store">The store's connection string.</param>
    /// <param name="broker">The broker's connection string.</param>
    /// <param name="tenant">Whose tasks they are.</param>
    /// <param name="log">What is told of every transaction and every send; null: nobody.</param>
    /// <param name="history">The connection string of the history's store; null: the same one.</param>
    public AdmissionRig(string store, string broker, string tenant, TrafficLog? log = null, string? history = null)
    {
        this.tenant = tenant;
        Tables = new StoreTables(new TableServiceClient(store), history is null ? null : new TableServiceClient(history));
        Queues = new QueueSender(new ServiceBusClient(broker));
        var watched = log is null ? Tables : Tables.Through((name, table) => new LoggedTable(name, table, log));
        var queues = log is null ? Queues : new QueueSender(new LoggedQueue(new ServiceBusClient(broker), log));
        desk = new(new TaskLanes(
            new LaneStore(watched.Tasks, TimeProvider.System),
            (_, _, _) => ValueTask.FromResult(Limits),
            new LaneAgenda(new AgendaStore(watched)),
            new TaskHistory(watched),
            new LedgerStore(watched),
            new OutboxSender(queues),
            TimeProvider.System,
            Random.Shared,
            NullLoggerFactory.Instance), TimeProvider.System);
    }

    public StoreTables Tables { get; }

    public QueueSender Queues { get; }

    /// <summary>A flow's task: about as long as a real one.</summary>
    public static ContactTask Task(string tenant, string service)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new(TaskPartition.Of(tenant, service, Modality.ExternalTask).NewTaskId(), service, Modality.ExternalTask, TaskState.InQueue, now, now, Content)
        {
            CreatedBy = "user:00000000-0000-0000-0000-000000000001",
            Lease = TimeSpan.FromHours(1),
        };
    }

    public static IdempotencyKey Key(ContactTask task) => IdempotencyKey.Of(task.Id, Content);

    private static string Content { get; } =
        $$"""{"customer":{"displayName":"A customer","company":"A company"},"customContextParameters":[{"name":"case","value":"{{new string('7', 300)}}"}]}""";

    /// <summary>A task is admitted and ends.</summary>
    public async Task<bool> CycleAsync(string service, CancellationToken stop)
    {
        var task = Task(tenant, service);
        if (await desk.PostAsync(tenant, new(task, "{}", Key(task)), stop) is not AdmissionAnswer.Admitted)
            return false;
        var answer = await desk.ChangeAsync(tenant, task.Id, static (_, now) => new TaskChange.Ended("Completed", now), stop);
        return answer is ChangeAnswer.Changed ? true : throw new BenchException($"A task did not end: {answer}.");
    }
}
