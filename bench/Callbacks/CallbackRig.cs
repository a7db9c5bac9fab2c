using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Bench.Callbacks;

/// <summary>Triggers of a tenant of the local edition, and news for them in the app's own queue.</summary>
internal sealed class CallbackRig
{
    public const int Triggers = 50;

    private const string Service = "bench";
    private const string User = "b0000000-0000-4000-8000-000000000001";
    private const string Domain = "bench.example";

    private readonly string tenant;
    private readonly StoreTables tables;
    private readonly TriggerStore triggers;
    private readonly BrokerQueue queue;
    private readonly FlowReceivers receivers;

    public CallbackRig(LocalEdition edition, FlowReceivers receivers)
    {
        this.receivers = receivers;
        tenant = edition.Simulator.Tenants[0].Id;
        tables = new(new TableServiceClient(edition.Azurite.ConnectionString));
        triggers = new(tables);
        queue = edition.Broker.Broker.Queue(CallbackMessage.Queue);
    }

    /// <summary>A service, and a user who may have its news.</summary>
    public async Task PrepareAsync(CancellationToken stop)
    {
        var now = TimeProvider.System.GetUtcNow();
        var unit = OrganizationUnit.DefaultIdOf(tenant);
        await new ServiceStore(tables).CreateAsync(
            tenant,
            new(Service, $"{Service}@{Domain}", "Bench", "SkillBased", null, unit, "ContactCenter", ["ExternalTask"], true, true, true, true, "Normal", "TeamOwner", ServiceState.Operational, 0, now),
            stop);
        NimbusUser user = new(
            User, new("A user", "A", "User", $"user@{Domain}", "", $"user@{Domain}"), unit, UserSource.Synced, UserState.Active, [new(Service, Role.ServiceOwner)], now, null);
        await new UserStore(tables).WriteAsync(tenant, [new UserWrite(user, null)], stop);
    }

    /// <summary>The manner of a trigger's flow, by the trigger's number: the last two are in trouble.</summary>
    public static string MannerOf(int trigger) => trigger switch
    {
        Triggers - 1 => FlowReceivers.Hanging,
        Triggers - 2 => FlowReceivers.Failing,
        _ => FlowReceivers.Well,
    };

    /// <summary>Registers the triggers of a run.</summary>
    public async Task RegisterAsync(string run, CancellationToken stop)
    {
        for (var trigger = 0; trigger < Triggers; trigger++)
        {
            await triggers.AddAsync(
                tenant,
                new(Id(run, trigger), TriggerKind.Tasks, receivers.Address(MannerOf(trigger), trigger), new([Service], ["Created"], [], []), User, TimeProvider.System.GetUtcNow()),
                stop);
        }
    }

    /// <summary>Takes the triggers of a run back: what is still to be delivered to them is dropped.</summary>
    public async Task UnregisterAsync(string run, CancellationToken stop)
    {
        for (var trigger = 0; trigger < Triggers; trigger++)
            await triggers.RemoveAsync(tenant, Id(run, trigger), stop);
    }

    /// <summary>Puts news into the queue.</summary>
    /// <returns>Its event id.</returns>
    public string Send(string run, int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{run}-{number}");
        Delivery delivery = new(Id(run, number % Triggers), id, Service, TimeProvider.System.GetUtcNow(), Body);
        CallbackMessage message = new(tenant, Delivery: delivery);
        queue.Send([new BrokerMessage { Body = JsonSerializer.SerializeToUtf8Bytes(message, NimbusJson.Default.CallbackMessage), MessageId = id }]);
        return id;
    }

    // About as long as what is told of a real task.
    private static JsonElement Body { get; } = JsonDocument.Parse($$"""{"event":"Created","taskId":"1","customerIdentifier":"{{new string('7', 1000)}}"}""").RootElement;

    private static string Id(string run, int trigger) => StableHash.Hex(string.Create(CultureInfo.InvariantCulture, $"{run}|{trigger}"), 32);
}
