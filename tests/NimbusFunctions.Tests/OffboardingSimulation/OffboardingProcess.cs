using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Retention.Offboarding;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.OffboardingSimulation;

/// <summary>One process of the app: the real steps and the real purge over the shared store.</summary>
internal sealed class OffboardingProcess : Actor
{
    public OffboardingProcess(OffboardingWorld world, string name, TimeSpan skew)
        : base(world, name)
    {
        var time = new InstanceTime(world.Time, skew, () => Alive);
        Time = time;
        var options = Options.Create(new RetentionOptions { GraceHours = world.GraceHours });
        var tables = new StoreTables(table => new FaultyTable(world.Tables[table], this, (_, _) => { }));
        Tenants = new TenantStore(tables);
        var queues = new QueueSender(new ActorQueue(this, world.Queue));
        var ledger = new LedgerStore(tables);
        var receipts = new ReceiptBook(tables);
        var settings = new SettingsStore(tables, time);
        Guards = new GuardStore(tables);
        Scheduler = new PurgeScheduler(Tenants, new ScheduleBook(tables), queues, time, NullLogger<PurgeScheduler>.Instance);
        var syncs = new SyncScheduler(Tenants, new SyncStateStore(tables, time), queues, time, NullLogger<SyncScheduler>.Instance);
        var services = new TenantServices(
            Tenants, new ServiceSteps(new ServiceStore(tables), ledger, new HintStore(tables), syncs, time), time);
        Steps = new TenantSteps(Tenants, services, Guards, ledger, Scheduler, options, time);
        var removal = new RowRemoval(
            tables, new TombstoneRemoval(new UserStore(tables), ledger), receipts);
        Purge = new TenantPurge(
            Tenants,
            new NimbusFunctions.Retention.Guards.RetentionGuards(settings, Guards, options, time),
            new SourcePurge(tables, new PurgeBook(tables, receipts), removal),
            [
                new TenantRemoval(
                    tables, Tenants, services, receipts, new RemovalWorkBook(tables, receipts), options, NullLogger<TenantRemoval>.Instance),
            ],
            Scheduler,
            options,
            time,
            NullLogger<TenantPurge>.Instance);
        Runner = new MessageRunner(queues, new DeadLetterStore(tables), time, NullLogger<MessageRunner>.Instance);
    }

    public override TimeProvider Time { get; }

    public TenantStore Tenants { get; }

    public GuardStore Guards { get; }

    public TenantSteps Steps { get; }

    public PurgeScheduler Scheduler { get; }

    public TenantPurge Purge { get; }

    public MessageRunner Runner { get; }
}
