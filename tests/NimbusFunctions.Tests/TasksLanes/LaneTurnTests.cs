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
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Tests.TasksLanes;

/// <summary>Processes that change the same slots without pause take turns.</summary>
public sealed class LaneTurnTests
{
    private const string Tenant = "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01";
    private const int Busy = 10;

    private static readonly TimeSpan Away = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, MemoryTable> stored = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name));

    [Fact]
    public async Task When_OneProcessNeverPauses_Should_AnotherBeServedAllTheSame()
    {
        var (busy, other) = (Desk(), Desk());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var cycles = 0;
        var load = Enumerable.Range(0, Busy).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                await CycleAsync(busy);
                Interlocked.Increment(ref cycles);
            }
        }).ToList();
        await WaitAsync(() => Volatile.Read(ref cycles) > 5 * Busy);

        for (var turn = 0; turn < 5; turn++)
        {
            var before = Volatile.Read(ref cycles);
            await CycleAsync(other).WaitAsync(Patience, TimeProvider.System, stop.Token);
            Assert.InRange(Volatile.Read(ref cycles) - before, 0, 100 * Busy);
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
    }

    [Fact]
    public async Task When_WhoeverClaimedItsTurnIsGone_Should_OthersGoOn()
    {
        var desk = Desk();
        await CycleAsync(desk);
        var partition = TaskPartition.Of(Tenant, "one", Modality.ExternalTask);
        await new LaneStore(stored["Tasks"], TimeProvider.System).ClaimAsync(partition, "gone");

        await CycleAsync(desk).WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private static async Task CycleAsync(TaskDesk desk)
    {
        var now = TimeProvider.System.GetUtcNow();
        var partition = TaskPartition.Of(Tenant, "one", Modality.ExternalTask);
        var task = new ContactTask(partition.NewTaskId(), "one", Modality.ExternalTask, TaskState.InQueue, now, now, "{}") { Lease = TimeSpan.FromHours(1) };
        Assert.IsType<AdmissionAnswer.Admitted>(await desk.PostAsync(Tenant, new(task, "{}", null), CancellationToken.None));
        Assert.IsType<ChangeAnswer.Changed>(
            await desk.ChangeAsync(Tenant, task.Id, static (_, at) => new TaskChange.Ended("Completed", at), CancellationToken.None));
    }

    private TaskDesk Desk()
    {
        var tables = new StoreTables(name => new SlowTable(stored[name], Away));
        return new(new TaskLanes(
            new LaneStore(tables.Tasks, TimeProvider.System),
            (_, _, _) => ValueTask.FromResult(new LaneLimits(50, 1, TimeSpan.FromHours(1), 1)),
            new LaneAgenda(new AgendaStore(tables)),
            new TaskHistory(tables),
            new LedgerStore(tables),
            new OutboxSender(new QueueSender(new Nowhere())),
            TimeProvider.System,
            new Random(1),
            NullLoggerFactory.Instance));
    }

    private static async Task WaitAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!isSo())
            await Task.Delay(Away, TimeProvider.System, patience.Token);
    }

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
