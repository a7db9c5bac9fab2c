using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Nimbus.Platform.Hosting;
using NimbusFunctions.Agenda;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Ledger;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Arrivals;
using NimbusFunctions.Tasks.Connector;
using NimbusFunctions.Tasks.Events;
using NimbusFunctions.Tasks.History;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tasks.Outbox;
using NimbusFunctions.Tasks.Slots;
using NimbusFunctions.Tasks.Sweep;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Tests.Messaging;

namespace NimbusFunctions.Tests.TasksArrivals;

/// <summary>One process over a store in memory and the local broker, on a clock that the test moves. Nothing goes wrong.</summary>
internal sealed class TaskHouse : IDisposable
{
    public const string Tenant = "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01";
    public const string Service = "sales";
    public const int MostDeliveries = 20;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, MemoryTable> memory;
    private readonly SettingsStore settings;
    private readonly TaskSweep sweep;
    private readonly MessageRunner runner;
    private readonly ArrivalAdmission arrivals;
    private readonly TaskEvents events;
    private DateTimeOffset nextSweep;

    public TaskHouse()
    {
        memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: Time));
        Tables = new StoreTables(name => memory[name]);
        Broker = new MessageBroker(
            [.. new[] { ArrivalMessage.Queue, TaskEvent.Queue, Dispatch.Queue, CallbackMessage.Queue }.Select(
                name => new QueueDefinition(name, false, TimeSpan.FromMinutes(5), MostDeliveries, TimeSpan.FromMinutes(10), ""))],
            Time);
        Client = new BrokerClient(Broker);
        var queues = new QueueSender(Client);
        settings = new SettingsStore(Tables, Time);
        var limits = new LimitsInForce(settings, Time);
        var agenda = new AgendaStore(Tables);
        var lanes = new TaskLanes(
            new LaneStore(Tables.Tasks, Time), limits.OfAsync, new LaneAgenda(agenda), new TaskHistory(Tables), new LedgerStore(Tables),
            new OutboxSender(queues), Time, new Random(1), NullLoggerFactory.Instance,
            new TriggerMemory(new TriggerStore(Tables), Time, NullLogger<TriggerMemory>.Instance).KnownAsync)
        {
            Continuations = TaskCreationOptions.None,
        };
        Desk = new TaskDesk(lanes, Time);
        Reader = new TaskReader(Tables);
        sweep = new TaskSweep(agenda, lanes, new TenantStore(Tables), Time, NullLogger<TaskSweep>.Instance);
        var services = new ServiceStore(Tables);
        arrivals = new ArrivalAdmission(
            Desk, limits, new ServicesByUpn(Tables, services, Time), services, Options.Create(new ArrivalOptions()), Time);
        events = new TaskEvents(Desk, limits, Time);
        runner = new MessageRunner(queues, new DeadLetterStore(Tables), Time, NullLogger<MessageRunner>.Instance);
        nextSweep = Time.GetUtcNow();
    }

    public ManualTimeProvider Time { get; } = new();

    public StoreTables Tables { get; }

    public MessageBroker Broker { get; }

    public BrokerClient Client { get; }

    public TaskDesk Desk { get; }

    public TaskReader Reader { get; }

    /// <summary>The most that any message has been delivered.</summary>
    public int HighestDeliveryCount { get; private set; }

    /// <summary>How many messages of <c>incoming-tasks</c> came, copies included.</summary>
    public int ArrivalsSeen { get; private set; }

    /// <summary>Makes the tenant and its service.</summary>
    public async Task OpenAsync(LimitsSection section)
    {
        await new TenantStore(Tables).CreateAsync(
            new Tenant(Tenant, TenantState.Active, 1, Time.GetUtcNow()), SettingsCatalogue.General.DefaultJson, "operator", CancellationToken.None);
        await SetAsync(section);
        await new ServiceStore(Tables).CreateAsync(
            Tenant,
            new(Service, "sales@alpenwerk.example", "Sales", "SkillBased", null, "unit", ServiceVocabulary.ContactCenter, [.. ServiceVocabulary.Modalities],
                false, false, true, true, "Normal", "TeamOwner", ServiceState.Operational, 0, Time.GetUtcNow()),
            CancellationToken.None);
    }

    public async Task SetAsync(LimitsSection section) => await settings.WriteAsync(
        Tenant, SettingsCatalogue.Limits, JsonSerializer.Serialize(section, NimbusJson.Default.LimitsSection),
        (await settings.ReadAsync(Tenant, SettingsCatalogue.Limits, CancellationToken.None)).Revision, "operator", CancellationToken.None);

    /// <summary>Changes the tenant's licensing state, as the operator does.</summary>
    public async Task MoveToAsync(TenantState state)
    {
        var stored = (await new TenantStore(Tables).FindStoredAsync(Tenant, CancellationToken.None))!;
        Assert.True(await new TenantStore(Tables).ReplaceAsync(
            stored, stored.Tenant with { State = state, Revision = stored.Tenant.Revision + 1 }, CancellationToken.None));
    }

    public void Arrive(string name, string service = Service) => Send(
        ArrivalMessage.Queue,
        $$"""{"id":"{{name}}","tenant":"{{Tenant}}","service":"{{service}}","modality":"Email","content":{"name":"{{name}}"} }""");

    public void Tell(string taskId, TaskState state, string? reason = null) => Send(
        TaskEvent.Queue,
        JsonSerializer.Serialize(new(Tenant, taskId, "event", Time.GetUtcNow(), state, reason), NimbusJson.Default.TaskEvent));

    public Task<SlotBook> SlotsAsync(Modality modality = Modality.Email) =>
        Reader.SlotsAsync(TaskPartition.Of(Tenant, Service, modality), CancellationToken.None);

    /// <summary>What has been dispatched since it was last asked for.</summary>
    public async Task<IReadOnlyList<Dispatch>> DispatchedAsync()
    {
        var found = new List<Dispatch>();
        var queue = Broker.Queue(Dispatch.Queue);
        while (await queue.ReceiveAsync(TimeSpan.Zero, CancellationToken.None) is { } message)
        {
            found.Add(JsonSerializer.Deserialize(message.Message.Body.Span, NimbusJson.Default.Dispatch)!);
            queue.Complete(message.LockToken);
        }

        return found;
    }

    /// <summary>Lets time go by: messages are delivered every second, the sweep runs every minute.</summary>
    public async Task LiveAsync(TimeSpan length)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += Step)
        {
            await DeliverAsync(ArrivalMessage.Queue, arrivals.AdmitAsync);
            await DeliverAsync(TaskEvent.Queue, events.ApplyAsync);
            if (Time.GetUtcNow() >= nextSweep)
                await SweepAsync();
            Time.Advance(Step);
        }
    }

    public async Task SweepAsync()
    {
        nextSweep = Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        await sweep.SweepAsync(CancellationToken.None);
    }

    /// <summary>What the history has.</summary>
    public async Task<IReadOnlyList<ContactTask>> EndedAsync()
    {
        var ended = new List<ContactTask>();
        await foreach (var row in Tables.History.QueryAsync<TableEntity>())
            ended.Add(TaskRow.Read(row));
        return ended;
    }

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync() => new DeadLetterStore(Tables).ReadDayAsync(Time.GetUtcNow(), CancellationToken.None);

    public void Dispose() => Broker.Dispose();

    private void Send(string queue, string body) =>
        Broker.Queue(queue).Send([new() { Body = System.Text.Encoding.UTF8.GetBytes(body), MessageId = Guid.NewGuid().ToString() }]);

    private async Task DeliverAsync(string name, Func<QueueMessage, CancellationToken, Task<MessageOutcome>> handle)
    {
        var queue = Broker.Queue(name);
        while (await queue.ReceiveAsync(TimeSpan.Zero, CancellationToken.None) is { } locked)
        {
            HighestDeliveryCount = Math.Max(HighestDeliveryCount, locked.DeliveryCount);
            ArrivalsSeen += name == ArrivalMessage.Queue ? 1 : 0;
            // The host gives whole seconds.
            var second = locked.EnqueuedTime.AddTicks(-(locked.EnqueuedTime.Ticks % TimeSpan.TicksPerSecond));
            var triggered = new TriggeredMessage
            {
                Body = new BinaryData(locked.Message.Body),
                MessageId = locked.Message.MessageId,
                SequenceNumber = locked.SequenceNumber,
                EnqueuedTime = second,
                ApplicationProperties = locked.Message.ApplicationProperties.ToDictionary(pair => pair.Key, pair => (object?)pair.Value),
            };
            await runner.RunAsync(name, triggered, handle, CancellationToken.None);
            queue.Complete(locked.LockToken);
        }
    }
}
