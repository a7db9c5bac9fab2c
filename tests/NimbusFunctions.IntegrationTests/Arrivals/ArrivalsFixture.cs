using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Broker;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Slots;
using NimbusFunctions.Tests.Messaging;

namespace NimbusFunctions.IntegrationTests.Arrivals;

/// <summary>
/// A local edition of its own, whose limits the tests set and whose engine is the test: nobody else reads
/// <c>task-dispatch</c>. What was sent back comes again at once.
/// </summary>
public sealed class ArrivalsFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private LocalEdition? edition;
    private HttpClient? api;
    private HttpClient? administrator;
    private HttpClient? control;
    private int mark;

    public string Tenant => Edition.Simulator.Tenants[0].Id;

    internal LocalEdition Edition => edition ?? throw new InvalidOperationException("The local edition has not started.");

    internal CollectedJournal Journal { get; } = new();

    internal StoreTables Tables { get; private set; } = null!;

    internal TaskReader Reader { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        edition = await LocalEdition.StartAsync(
            LocalEditionOptions.OnFreePorts with
            {
                Users = 10,
                Teams = 0,
                AppSettings = new Dictionary<string, string> { ["Arrivals__ShortestDelaySeconds"] = "0.02", ["Arrivals__LongestDelaySeconds"] = "0.02" },
            },
            Journal,
            TextWriter.Null,
            CancellationToken.None);
        api = LoopbackHttp.Create(edition.Api);
        api.DefaultRequestHeaders.Authorization = new("Bearer", edition.TokenForSystem(Tenant));
        administrator = LoopbackHttp.Create(edition.Api);
        administrator.DefaultRequestHeaders.Authorization = new("Bearer", edition.TokenForUser(Tenant, edition.Simulator.Tenants[0].AdminUpn));
        control = LoopbackHttp.Create(edition.Simulator.HttpAddress);
        Tables = new StoreTables(new TableServiceClient(edition.Azurite.ConnectionString));
        Reader = new TaskReader(Tables);
    }

    public async ValueTask DisposeAsync()
    {
        api?.Dispose();
        administrator?.Dispose();
        control?.Dispose();
        if (edition is not null)
            await edition.DisposeAsync();
    }

    /// <summary>Sets the tenant's limits, and waits until the app has read them.</summary>
    public async Task LimitAsync(string service, int email = 20, int outbound = 20, int heldArrivals = 100)
    {
        // All of it is read at once: a cap that no test needs shows whether it is the new one.
        mark = (mark % 50) + 1;
        var section = $$"""{"externalTask":{{mark}},"email":{{email}},"outbound":{{outbound}},"heldArrivals":{{heldArrivals}} }""";
        Assert.Equal(200, (await api!.CallAsync(HttpMethod.Put, $"v1/tenants/{Tenant}/settings/limits", section)).Status);
        await UntilAsync(async () => await ShownMarkAsync(service) == mark, "the limits are in force");
    }

    private async Task<int> ShownMarkAsync(string service) =>
        (await api!.CallAsync(HttpMethod.Get, $"v1/tenants/{Tenant}/services/{service}/usage")).Json
            .GetProperty("modalities").EnumerateArray().Single(one => one.GetProperty("modality").GetString() == nameof(Modality.ExternalTask))
            .GetProperty("cap").GetInt32();

    /// <summary>A new service that takes emails and chats.</summary>
    public async Task<string> ServiceAsync()
    {
        var id = $"s{Guid.NewGuid():N}";
        var body = $$"""
            {"upn":"{{id}}@alpenwerk.example","displayName":"Mail","assignmentType":"SkillBased","licence":"ContactCenter","modalities":["Call","Email","Outbound"]}
            """;
        Assert.Equal(201, (await api!.CallAsync(HttpMethod.Put, $"v1/tenants/{Tenant}/services/{id}", body)).Status);
        return id;
    }

    /// <summary>Lets an email arrive, through the control API.</summary>
    public async Task ArriveAsync(string service, string name)
    {
        var answer = await control!.CallAsync(
            HttpMethod.Post, $"_control/tenants/{Tenant}/arrivals",
            $$"""{"service":"{{service}}","modality":"Email","id":"{{service}} {{name}}","content":{"name":"{{name}}"} }""");
        Assert.Equal(201, answer.Status);
    }

    /// <summary>Posts as the tenant's administrator, as a flow does.</summary>
    internal Task<Answer> PostAsync(string path, string body) => administrator!.CallAsync(HttpMethod.Post, path, body);

    /// <summary>Asks as the tenant's administrator.</summary>
    internal Task<Answer> GetAsync(string path) => administrator!.CallAsync(HttpMethod.Get, $"v1/tenants/{Tenant}/{path}");

    /// <summary>Says what became of a task, as an engine does.</summary>
    internal void Tell(string taskId, TaskState state, DateTimeOffset at, string? reason = null) => Edition.Broker.Broker.Queue("task-events").Send([new()
    {
        MessageId = Guid.NewGuid().ToString(),
        Body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            tenant = Tenant, taskId, id = Guid.NewGuid().ToString(), at, state = state.ToString(), completionReason = reason,
        }),
    }]);

    /// <summary>The next task that is dispatched.</summary>
    internal static string? NameOf(Dispatch dispatch) => JsonNode.Parse(dispatch.Content)!["name"]?.GetValue<string>();

    internal async Task<Dispatch> DispatchedAsync()
    {
        var queue = Edition.Broker.Broker.Queue("task-dispatch");
        var message = await queue.NextTaskAsync(Patience, Ct);
        queue.Complete(message.LockToken);
        return JsonSerializer.Deserialize(message.Message.Body.Span, NimbusJson.Default.Dispatch)!;
    }

    internal Task<SlotBook> SlotsAsync(string service, Modality modality = Modality.Email) =>
        Reader.SlotsAsync(TaskPartition.Of(Tenant, service, modality), Ct);

    /// <summary>The names of the emails that wait for a slot, in order.</summary>
    internal async Task<List<string>> HeldAsync(string service)
    {
        var names = new List<string>();
        await foreach (var task in Reader.LiveAsync(TaskPartition.Of(Tenant, service, Modality.Email), Ct))
        {
            if (task.State == TaskState.Held)
                names.Add(task.ClientReference!.Split(' ')[1]);
        }

        return names;
    }

    /// <summary>Whether the history has a task.</summary>
    internal async Task<bool> HasEndedAsync(string taskId)
    {
        await foreach (var row in Tables.History.QueryAsync<TableEntity>(cancellationToken: Ct))
        {
            if (row.RowKey.EndsWith(taskId, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    internal async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync() =>
        await new DeadLetterStore(Tables).ReadDayAsync(TimeProvider.System.GetUtcNow(), Ct);

    internal void Send(string queue, string body) =>
        Edition.Broker.Broker.Queue(queue).Send([new BrokerMessage { Body = Encoding.UTF8.GetBytes(body), MessageId = Guid.NewGuid().ToString() }]);

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"It did not come about that {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
        }
    }
}
