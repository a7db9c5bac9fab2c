using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Local.Flows;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.TasksSurface;

namespace NimbusFunctions.Tests.Flows;

/// <summary>The whole app in this process, with services that flows post to.</summary>
internal sealed class FlowHouse : IAsyncDisposable
{
    private FlowHouse(ApiHouse api, string admin) => (Api, Admin) = (api, admin);

    public ApiHouse Api { get; }

    /// <summary>The object id of a Tenant Administrator.</summary>
    public string Admin { get; }

    public static async Task<FlowHouse> StartAsync(int services = 1)
    {
        var api = await ApiHouse.StartAsync();
        var store = api.Services.GetRequiredService<ServiceStore>();
        for (var number = 0; number < services; number++)
            await store.CreateAsync(ApiHouse.Tenant, Bodies.Service with { Id = $"s{number}", Upn = Upn(number) }, TestContext.Current.CancellationToken);
        return new(api, await api.NewUserAsync(Role.TenantAdministrator));
    }

    public static string Upn(int service) => $"service{service}@alpenwerk.example";

    /// <summary>A client of the administrator.</summary>
    public HttpClient Client() => Api.Client(SaidIdentity.User(ApiHouse.Tenant, Admin));

    public FlowConnection Connection() => new(Client(), ApiHouse.Tenant, "admin@alpenwerk.example");

    public async Task SetLimitsAsync(string section)
    {
        using var system = Api.System();
        (await system.CallAsync(HttpMethod.Patch, $"v1/tenants/{ApiHouse.Tenant}/settings/limits", section)).IsOk();
    }

    /// <summary>The tasks that are live, each with what it was posted with.</summary>
    public async Task<IReadOnlyList<(string Id, JsonElement Content)>> TasksAsync()
    {
        List<(string, JsonElement)> tasks = [];
        await foreach (var row in Api.Tables.Tasks.QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken))
        {
            if (!row.RowKey.StartsWith("t|", StringComparison.Ordinal))
                continue;
            var task = TaskRow.Read(row);
            if (!task.IsOver)
                tasks.Add((task.Id, JsonDocument.Parse(task.Content).RootElement.Clone()));
        }

        return tasks;
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
