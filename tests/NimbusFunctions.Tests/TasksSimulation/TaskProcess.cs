using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Agenda;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.History;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tasks.Outbox;
using NimbusFunctions.Tasks.Sweep;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.TasksSimulation;

/// <summary>One process of the app: the real admission over the shared store.</summary>
internal sealed class TaskProcess : Actor
{
    public TaskProcess(TaskWorld world, string name, TimeSpan skew)
        : base(world, name)
    {
        var time = new InstanceTime(world.Time, skew, () => Alive);
        Time = time;
        var tables = new StoreTables(table => new FaultyTable(world.Tables[table], this, world.Watch.Written));
        Tenants = new TenantStore(tables);
        Settings = new SettingsStore(tables, time);
        var agenda = new AgendaStore(tables);
        var lanes = new TaskLanes(
            new LaneStore(tables.Tasks, time),
            new LimitsInForce(Settings, time).OfAsync,
            new LaneAgenda(agenda),
            new TaskHistory(tables),
            new LedgerStore(tables),
            new OutboxSender(new QueueSender(new ActorQueue(this, world.Sends))),
            time,
            new Random(world.Chances.Below(int.MaxValue)),
            NullLoggerFactory.Instance,
            world.Triggers)
        {
            // All of it stays on one thread.
            Continuations = TaskCreationOptions.None,
        };
        Desk = new TaskDesk(lanes, time);
        Sweep = new TaskSweep(agenda, lanes, Tenants, time, NullLogger<TaskSweep>.Instance);
    }

    public override TimeProvider Time { get; }

    public TenantStore Tenants { get; }

    public SettingsStore Settings { get; }

    public TaskDesk Desk { get; }

    public TaskSweep Sweep { get; }
}
