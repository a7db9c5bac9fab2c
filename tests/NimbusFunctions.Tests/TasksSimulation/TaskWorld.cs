using System.Text.Json;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Slots;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.TasksSimulation;

/// <summary>The store, the queues and the clock that the processes share, made from a seed.</summary>
internal sealed class TaskWorld : RoughStage
{
    public const string Tenant = "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01";

    private readonly List<TaskProcess> processes = [];
    private readonly Dictionary<string, ArrivalOrder> orders = new(StringComparer.Ordinal);
    private int started;

    public TaskWorld(int seed)
    {
        var random = new SeededRandom(SeededRandom.Mix(0x7461736b73, (ulong)seed));
        Chances = new SeededRandom(random.Next());
        Weather = TaskWeather.Of(random);
        Time = new ManualTimeProvider(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
        Trace = new Trace(Time);
        Pump = new Pump(new SeededRandom(random.Next()), Time) { Creep = Weather.Creep };
        Tables = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: Time));
        Watch = new SlotWatch(this);
    }

    public override ManualTimeProvider Time { get; }

    public override Trace Trace { get; }

    public override Pump Pump { get; }

    public override SeededRandom Chances { get; }

    public TaskWeather Weather { get; }

    public IReadOnlyDictionary<string, MemoryTable> Tables { get; }

    /// <summary>What was sent, by message id.</summary>
    public Dictionary<string, string> Sent { get; } = new(StringComparer.Ordinal);

    /// <summary>Who wants to be told of tasks; null: nobody.</summary>
    public TriggersReader? Triggers { get; init; }

    /// <summary>What flows were told, by message id.</summary>
    public Dictionary<string, Happening> Told { get; } = new(StringComparer.Ordinal);

    public SlotWatch Watch { get; }

    protected override double StoreFaults => Weather.StoreFaults;

    protected override StoreFault LastOfWrites => Simulation.StoreFault.Late;

    public IReadOnlyList<TaskProcess> Alive => processes.FindAll(process => process.Alive);

    public TaskProcess Start(bool reliable = false)
    {
        var skew = TimeSpan.FromSeconds(reliable ? 0 : Chances.Below(3) - 1);
        var process = new TaskProcess(this, reliable ? "admin" : $"p{++started}", skew) { Reliable = reliable };
        Trace.Add($"{process.Name} starts");
        if (!reliable)
            processes.Add(process);
        return process;
    }

    public override void Died(Actor actor) => _ = Observe(RestartAsync());

    /// <summary>A message arrived in a queue; of the dispatches the text is kept.</summary>
    public void Sends(string queue, ServiceBusMessage message)
    {
        if (queue == Dispatch.Queue)
            Sent[message.MessageId!] = message.Body.ToString();
        if (queue == CallbackMessage.Queue)
            Told[message.MessageId!] = JsonSerializer.Deserialize(message.Body.ToString(), NimbusJson.Default.CallbackMessage)!.Happening!;
    }

    /// <summary>An arrival comes into being.</summary>
    public void Know(string taskId, ArrivalOrder order) => orders[taskId] = order;

    public ArrivalOrder? OrderOf(string taskId) => orders.GetValueOrDefault(taskId);

    public string ArrivalOf(ArrivalOrder order) => orders.First(known => known.Value == order).Key;

    /// <summary>Whether an arrival stands in line right now.</summary>
    public bool Waits(string taskId)
    {
        var partition = TaskPartition.OfTask(Tenant, taskId)!;
        var order = orders[taskId];
        return Has(partition, HeldRow.Key(order, taskId)) || Has(partition, HeldRow.SentBackKey(order));
    }

    /// <summary>The rows of a kind in a partition, as they are stored.</summary>
    public IReadOnlyList<TableEntity> Rows(TaskPartition partition, string prefix) =>
        Rows("Tasks", $"PartitionKey eq '{partition.Key}' and RowKey ge '{prefix}' and RowKey lt '{LaneRows.End(prefix)}'");

    public IReadOnlyList<TableEntity> Rows(string table, string? filter) => [.. Tables[table].QueryAsync<TableEntity>(filter).ToBlockingEnumerable()];

    /// <summary>A row as it is stored; null: there is none.</summary>
    public TableEntity? Row(TaskPartition partition, string key) =>
        Rows("Tasks", $"PartitionKey eq '{partition.Key}' and RowKey eq '{key}'") is [var row] ? row : null;

    private bool Has(TaskPartition partition, string key) => Row(partition, key) is not null;

    private async Task RestartAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(Chances.Below(120)), Time, CancellationToken.None);
        Start();
    }
}
