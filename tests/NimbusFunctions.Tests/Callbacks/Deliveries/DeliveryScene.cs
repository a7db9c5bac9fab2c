using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.Deliveries;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.TasksSurface;

namespace NimbusFunctions.Tests.Callbacks.Deliveries;

/// <summary>The whole app with one trigger of one user, whose flow listens on this machine.</summary>
internal sealed class DeliveryScene : IAsyncDisposable
{
    public const string Service = "sales";
    public const string Other = "support";

    private readonly ApiHouse house;

    private DeliveryScene(ApiHouse house, LoopbackReceiver receiver, FlowTrigger trigger) => (this.house, Receiver, Trigger) = (house, receiver, trigger);

    public LoopbackReceiver Receiver { get; }

    public FlowTrigger Trigger { get; }

    public TriggerStore Store => house.Services.GetRequiredService<TriggerStore>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="kind">What the trigger is told of.</param>
    /// <param name="services">Which services it wants to hear of; all of them are there.</param>
    public static async Task<DeliveryScene> StartAsync(TriggerKind kind = TriggerKind.Tasks, params string[] services)
    {
        var house = await ApiHouse.StartAsync(("Callbacks:LocalReceivers", "true"));
        var receiver = await LoopbackReceiver.StartAsync();
        foreach (var id in new[] { Service, Other })
            await house.Services.GetRequiredService<ServiceStore>().CreateAsync(ApiHouse.Tenant, Bodies.Service with { Id = id, Upn = $"{id}@alpenwerk.example" }, Stop);
        var user = await house.NewUserAsync(Role.ServiceOwner, Service);
        var trigger = new FlowTrigger(
            Guid.NewGuid().ToString("N"), kind, receiver.Address, new(services.Length == 0 ? [Service] : services, ["Created"], [], []), user, TimeProvider.System.GetUtcNow());
        var scene = new DeliveryScene(house, receiver, trigger);
        await scene.Store.AddAsync(ApiHouse.Tenant, trigger, Stop);
        return scene;
    }

    /// <summary>Has news delivered, once.</summary>
    public Task<MessageOutcome> DeliverAsync(string eventId, string service = Service, int attempt = 0, TimeSpan age = default) =>
        RunAsync(JsonSerializer.Serialize(Message(eventId, service), NimbusJson.Default.CallbackMessage), attempt, age);

    /// <summary>Carries out the messages that the app sent to itself, until there are none.</summary>
    /// <returns>What became of them.</returns>
    public async Task<IReadOnlyList<MessageOutcome>> RunSentAsync()
    {
        var outcomes = new List<MessageOutcome>();
        var queue = house.Broker.Queue(CallbackMessage.Queue);
        while (await queue.ReceiveAsync(TimeSpan.Zero, Stop) is { } message)
        {
            outcomes.Add(await RunAsync(Encoding.UTF8.GetString(message.Message.Body.Span), 0, default));
            queue.Complete(message.LockToken);
        }

        return outcomes;
    }

    public async Task<TriggerHealth> HealthAsync() => (await Store.FindAsync(ApiHouse.Tenant, Trigger.Id, Stop))!.Health;

    /// <summary>Gives the user these roles, or takes the user away.</summary>
    public Task MakeUserAsync(UserState state, params (Role Role, string Service)[] roles) => house.Tables.Users.UpsertEntityAsync(
        UserRow.Write(ApiHouse.Tenant, new NimbusUser(
            Trigger.UserId, new("A user", "A", "User", "user@alpenwerk.example", "", "user@alpenwerk.example"), "unit", UserSource.Synced, state,
            [.. roles.Select(role => new Membership(role.Service, role.Role))], TimeProvider.System.GetUtcNow(), null)),
        TableUpdateMode.Replace,
        Stop);

    public Task RemoveServiceAsync(string id) => house.Services.GetRequiredService<ServiceStore>().RemoveAsync(
        ApiHouse.Tenant, Bodies.Service with { Id = id, Upn = $"{id}@alpenwerk.example" }, Stop);

    public Task<MessageOutcome> RunAsync(string body, int attempt, TimeSpan age) => house.Services.GetRequiredService<CallbackDispatch>().RunAsync(
        new(CallbackMessage.Queue, body, null, attempt, TimeProvider.System.GetUtcNow() - age), Stop);

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    private CallbackMessage Message(string eventId, string service)
    {
        using var body = JsonDocument.Parse(string.Create(CultureInfo.InvariantCulture, $$"""{"event":"Created","taskId":"{{eventId}}"}"""));
        return new(ApiHouse.Tenant, Delivery: new(Trigger.Id, eventId, service, TimeProvider.System.GetUtcNow(), body.RootElement.Clone()));
    }
}
