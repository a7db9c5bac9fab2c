using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Agenda;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.History;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Tests.TasksLanes;

/// <summary>The tasks of one service in a store in memory, and desks that are processes of their own.</summary>
internal sealed class LaneScene(TimeProvider time)
{
    public const string Tenant = "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01";

    private readonly Dictionary<string, MemoryTable> stored = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name));

    public static TaskPartition Partition { get; } = TaskPartition.Of(Tenant, "one", Modality.ExternalTask);

    public TableClient Tasks => stored["Tasks"];

    /// <param name="before">What a process has before each table.</param>
    /// <param name="limits">What is in force; null: always the same.</param>
    public TaskDesk Desk(Func<TableClient, TableClient> before, LimitsReader? limits = null)
    {
        var tables = new StoreTables(name => before(stored[name]));
        return new(new TaskLanes(
            new LaneStore(tables.Tasks, time),
            limits ?? ((_, _, _) => ValueTask.FromResult(Limits(50, 1))),
            new LaneAgenda(new AgendaStore(tables)),
            new TaskHistory(tables),
            new LedgerStore(tables),
            new OutboxSender(new QueueSender(new Nowhere())),
            time,
            new Random(1),
            NullLoggerFactory.Instance), time);
    }

    public static LaneLimits Limits(int cap, long revision) => new(cap, 1, TimeSpan.FromHours(1), revision);

    public ContactTask NewTask()
    {
        var now = time.GetUtcNow();
        return new(Partition.NewTaskId(), "one", Modality.ExternalTask, TaskState.InQueue, now, now, "{}") { Lease = TimeSpan.FromHours(1) };
    }

    public static Task<AdmissionAnswer> PostAsync(TaskDesk desk, ContactTask task) =>
        desk.PostAsync(Tenant, new(task, "{}", null), CancellationToken.None);

    private sealed class Nowhere : ServiceBusClient
    {
        public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender();

        private sealed class Sender : ServiceBusSender
        {
            public override Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default) =>
                Task.CompletedTask;
        }
    }
}
