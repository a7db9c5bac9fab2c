using System.Globalization;
using System.Net.Http.Headers;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Nimbus.Platform.Hosting;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Secrets;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Hosting;
using NimbusFunctions.Tests.Secrets;
using NimbusFunctions.Tests.TasksArrivals;

namespace NimbusFunctions.Tests.Api;

/// <summary>
/// The whole app behind HTTP in this process, over tables and queues in memory. Tokens are not checked here: the bearer is
/// who it says. What a caller may do is decided as ever.
/// </summary>
internal sealed class ApiHouse : IAsyncDisposable
{
    public const string Tenant = "10000000-0000-0000-0000-000000000001";
    public const string Operator = "20000000-0000-0000-0000-000000000002";

    private readonly WebApplication app;
    private readonly MessageBroker broker;
    private readonly int port;
    private int users;

    private ApiHouse(WebApplication app, MessageBroker broker, int port) => (this.app, this.broker, this.port) = (app, broker, port);

    public IServiceProvider Services => app.Services;

    public MessageBroker Broker => broker;

    public StoreTables Tables => app.Services.GetRequiredService<StoreTables>();

    /// <summary>Starts the app with one tenant.</summary>
    /// <param name="settings">More application settings.</param>
    public static Task<ApiHouse> StartAsync(params (string Name, string Value)[] settings) => StartWithAsync(new MemorySecrets(), settings);

    /// <summary>The same without anything that keeps secrets.</summary>
    public static Task<ApiHouse> StartWithoutSecretsAsync() => StartWithAsync(null, []);

    /// <summary>The same over tables, each behind what a test puts there.</summary>
    public static Task<ApiHouse> StartBehindAsync(Func<TableClient, TableClient> before) => StartWithAsync(new MemorySecrets(), [], before);

    private static async Task<ApiHouse> StartWithAsync(
        ISecretStore? secrets, (string Name, string Value)[] settings, Func<TableClient, TableClient>? before = null)
    {
        var port = HandlerApp.FreePort();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(new TestOutputLog());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["FUNCTIONS_APP_ROOT_PATH"] = Path.Combine(AppContext.BaseDirectory, "no-such-folder"),
            ["Storage"] = "UseDevelopmentStorage=true",
            ["ServiceBus"] = "Endpoint=sb://localhost/;SharedAccessKeyName=a;SharedAccessKey=b",
            ["Entra:ClientId"] = "30000000-0000-0000-0000-000000000003",
            ["Entra:Audience"] = "api://30000000-0000-0000-0000-000000000003",
            ["Entra:OperatorTenantId"] = Operator,
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        builder.AddCustomHandler();
        StartupOptions.Read(builder.Configuration).AddTo(builder.Services);
        builder.Services.AddCapabilities();
        var memory = StoreTables.Names.ToDictionary(name => name, TableClient (name) => new MemoryTable(name, time: TimeProvider.System));
        var broker = new MessageBroker(QueueCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "queues.json")), TimeProvider.System);
        builder.Services.Replace(ServiceDescriptor.Singleton(new StoreTables(name => before?.Invoke(memory[name]) ?? memory[name])));
        builder.Services.Replace(ServiceDescriptor.Singleton<ServiceBusClient>(new BrokerClient(broker)));
        if (secrets is not null)
            builder.Services.Replace(ServiceDescriptor.Singleton(secrets));
        builder.Services.AddAuthentication(SaidIdentity.Scheme).AddScheme<AuthenticationSchemeOptions, SaidIdentity>(SaidIdentity.Scheme, null);
        var app = builder.Build();
        app.MapCapabilities();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var house = new ApiHouse(app, broker, port);
        await house.Services.GetRequiredService<TenantStore>().CreateAsync(
            new Tenant(Tenant, TenantState.Active, 1, TimeProvider.System.GetUtcNow()),
            SettingsCatalogue.General.Write(new GeneralSection("Alpenwerk", "alpenwerk.example")), "operator", TestContext.Current.CancellationToken);
        return house;
    }

    /// <summary>A client of the operator's daemon.</summary>
    public HttpClient System() => Client(SaidIdentity.App(Operator, CallerReader.SystemAdministratorAppRole));

    /// <summary>A client of somebody who has a role in the tenant.</summary>
    /// <param name="role">The role; null: none.</param>
    /// <param name="service">The service that it is about, for roles that come from one.</param>
    /// <param name="unit">The unit that it holds in, for roles that hold in one.</param>
    public async Task<HttpClient> AsAsync(Role? role, string service = "service", string? unit = null) =>
        role == Role.SystemAdministrator ? System() : Client(SaidIdentity.User(Tenant, await NewUserAsync(role, service, unit)));

    /// <summary>Puts an active user with a role into the tenant.</summary>
    /// <returns>Its object id.</returns>
    public async Task<string> NewUserAsync(Role? role, string service = "service", string? unit = null)
    {
        var id = $"40000000-0000-0000-0000-{Interlocked.Increment(ref users):D12}";
        var isSynced = role is Role.PartnerAdministrator or Role.TenantAdministrator or Role.TeamOwner or Role.TeamOwnerLimited or Role.TeamMember or Role.ServiceAgent or Role.ServiceOwner;
        await Tables.Users.UpsertEntityAsync(
            UserRow.Write(Tenant, new NimbusUser(
                id, new("A user", "A", "User", $"user{users}@alpenwerk.example", "", $"user{users}@alpenwerk.example"), unit ?? OrganizationUnit.DefaultIdOf(Tenant),
                isSynced ? UserSource.Synced : UserSource.Manual, UserState.Active, isSynced ? [new(service, role!.Value)] : [], TimeProvider.System.GetUtcNow(), null)),
            TableUpdateMode.Replace,
            TestContext.Current.CancellationToken);
        if (role is { } assigned && !isSynced)
        {
            var row = new TableEntity(Tenant, TenantKeys.RoleAssignment(id, "1")) { ["Role"] = assigned.ToString() };
            if (unit is not null)
                row["UnitId"] = unit;
            await Tables.Tenants.UpsertEntityAsync(row, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        }

        return id;
    }

    public HttpClient Client(string bearer)
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        broker.Dispose();
    }
}
