using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.RetentionSimulation;

/// <summary>One process of the app: the real purge over the shared store.</summary>
internal sealed class PurgeProcess : Actor, IRetentionGuards
{
    private readonly PurgeWorld world;

    public PurgeProcess(PurgeWorld world, string name, TimeSpan skew)
        : base(world, name)
    {
        this.world = world;
        var time = new InstanceTime(world.Time, skew, () => Alive);
        Time = time;
        var tables = new StoreTables(table => new FaultyTable(world.Tables[table], this, world.Watch.Written));
        var tenants = new TenantStore(tables);
        var queues = new QueueSender(new ActorQueue(this, (_, message) => world.Queue(message)));
        var receipts = new ReceiptBook(tables);
        var book = new PurgeBook(tables, receipts);
        var removal = new RowRemoval(
            tables, new TombstoneRemoval(new UserStore(tables), new LedgerStore(tables)), receipts);
        Scheduler = new PurgeScheduler(tenants, new ScheduleBook(tables), queues, time, NullLogger<PurgeScheduler>.Instance);
        Purge = new TenantPurge(
            tenants, this, new SourcePurge(tables, book, removal), [], Scheduler, Options.Create(new RetentionOptions()), time, NullLogger<TenantPurge>.Instance);
        Runner = new MessageRunner(queues, new DeadLetterStore(tables), time, NullLogger<MessageRunner>.Instance);
    }

    public override TimeProvider Time { get; }

    public PurgeScheduler Scheduler { get; }

    public TenantPurge Purge { get; }

    public MessageRunner Runner { get; }

    Task<GuardView> IRetentionGuards.ReadAsync(string tenant, CancellationToken cancellation) =>
        DoAsync("reads guards", false, () => Task.FromResult(world.Guards.Now), cancellation);
}
