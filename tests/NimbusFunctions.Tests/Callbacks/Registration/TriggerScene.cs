using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Callbacks.Registration;

/// <summary>The app with two services, and flows that register triggers.</summary>
internal sealed class TriggerScene : IAsyncDisposable
{
    public const string TaskTriggers = "v1/triggers/tasks";
    public const string EntryTriggers = "v1/triggers/scheduler-entries";
    public const string Url = "https://prod-1.westeurope.logic.azure.com/workflows/abc?sig=secret";

    private TriggerScene(ApiHouse house, HttpClient administrator) => (House, Administrator) = (house, administrator);

    public ApiHouse House { get; }

    public HttpClient Administrator { get; }

    public TriggerStore Store => House.Services.GetRequiredService<TriggerStore>();

    public static async Task<TriggerScene> StartAsync(params (string Name, string Value)[] settings)
    {
        var house = await ApiHouse.StartAsync(settings);
        using var system = house.System();
        foreach (var id in new[] { "sales", "help" })
            (await system.CallAsync(
                HttpMethod.Put, $"v1/tenants/{ApiHouse.Tenant}/services/{id}",
                $$"""{"upn":"{{id}}@a.example","displayName":"{{id}}","assignmentType":"None","licence":"ContactCenter","modalities":["Outbound","ExternalTask","Email","InstantMessaging"]}""")).IsOk(HttpStatusCode.Created);
        return new(house, await house.AsAsync(Role.TenantAdministrator));
    }

    public static string Body(string url = Url, string kind = "task", string[]? services = null, string[]? events = null) => new JsonObject
    {
        ["config"] = new JsonObject
        {
            ["url"] = url,
            ["services"] = Array(services ?? ["sales@a.example"]),
            [kind == "task" ? "taskEvents" : "schedulerEntryEvents"] = Array(events ?? ["Terminated"]),
        },
    }.ToJsonString();

    public static async Task<string> RegisterAsync(HttpClient caller, string path, string body) =>
        (await caller.CallAsync(HttpMethod.Post, path, body)).IsOk(HttpStatusCode.Created).Text("id");

    public static async Task<List<JsonObject>> ListAsync(HttpClient caller) =>
        [.. (await caller.CallAsync(HttpMethod.Get, "v1/triggers")).IsOk().Json["value"]!.AsArray().Select(trigger => trigger!.AsObject())];

    /// <summary>What lies in the queue, and is taken out of it.</summary>
    public async Task<List<CallbackMessage>> ToldAsync(int atLeast)
    {
        var (found, queue) = (new List<CallbackMessage>(), House.Broker.Queue(CallbackMessage.Queue));
        while (await queue.ReceiveAsync(found.Count < atLeast ? TimeSpan.FromSeconds(20) : TimeSpan.Zero, TestContext.Current.CancellationToken) is { } message)
        {
            found.Add(JsonSerializer.Deserialize(Encoding.UTF8.GetString(message.Message.Body.Span), NimbusJson.Default.CallbackMessage)!);
            queue.Complete(message.LockToken);
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        Administrator.Dispose();
        await House.DisposeAsync();
    }

    private static JsonArray Array(string[] values) => [.. values.Select(value => JsonValue.Create(value))];
}
