using System.Diagnostics;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Control;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.IntegrationTests.Telemetry;

/// <summary>A local edition whose app sends telemetry to a receiver, both ways at once, and a service that a flow listens to.</summary>
internal sealed class TelemetryScene : IAsyncDisposable
{
    public const string Service = "traced";
    public const string Upn = "traced@traced.example";

    private const string User = "c0000000-0000-4000-8000-0000000000aa";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<HttpClient> clients = [];

    private TelemetryScene(TelemetryReceiver receiver, LocalEdition edition) => (Receiver, Edition) = (receiver, edition);

    public TelemetryReceiver Receiver { get; }

    public LocalEdition Edition { get; }

    public string Tenant => Edition.Simulator.Tenants[0].Id;

    public static async Task<TelemetryScene> StartAsync(string flowQuery)
    {
        var stop = TestContext.Current.CancellationToken;
        var receiver = await TelemetryReceiver.StartAsync();
        var edition = await LocalEdition.StartAsync(
            LocalEditionOptions.OnFreePorts with { Users = 10, Teams = 1, AppSettings = Settings(receiver.Address) }, new CollectedJournal(), TextWriter.Null, stop);
        var scene = new TelemetryScene(receiver, edition);
        await scene.PrepareAsync($"{receiver.Address}flow?{flowQuery}");
        return scene;
    }

    public HttpClient As(string token)
    {
        var http = LoopbackHttp.Create(Edition.Api);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        clients.Add(http);
        return http;
    }

    public HttpClient Administrator() => As(Edition.TokenForUser(Tenant, Edition.Simulator.Tenants[0].AdminUpn));

    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"It did not come to pass: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ids of everybody in the directory.</summary>
    public async Task<IReadOnlyList<string>> UserIdsAsync()
    {
        var http = LoopbackHttp.Create(Edition.Simulator.HttpAddress);
        clients.Add(http);
        var users = await new ControlClient(http).UsersAsync(Tenant, TestContext.Current.CancellationToken);
        return [.. users.Select(user => user.Id)];
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await Edition.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    private static Dictionary<string, string> Settings(Uri receiver) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.ToString(),
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint={receiver}",
        ["Telemetry__SampledPercent"] = "100",
    };

    private async Task PrepareAsync(string flow)
    {
        var (stop, now) = (TestContext.Current.CancellationToken, Edition.Clock.GetUtcNow());
        var body = $$"""{"upn":"{{Upn}}","displayName":"Traced","assignmentType":"SkillBased","licence":"ContactCenter","modalities":["ExternalTask"]}""";
        Assert.Equal(201, (await As(Edition.TokenForSystem(Tenant)).CallAsync(HttpMethod.Put, $"v1/tenants/{Tenant}/services/{Service}", body)).Status);
        var tables = new StoreTables(new TableServiceClient(Edition.Azurite.ConnectionString));
        var user = new NimbusUser(
            User, new("A user", "A", "User", "user@traced.example", "", "user@traced.example"), OrganizationUnit.DefaultIdOf(Tenant), UserSource.Synced, UserState.Active,
            [new(Service, Role.ServiceOwner)], now, null);
        await new UserStore(tables).WriteAsync(Tenant, [new UserWrite(user, null)], stop);
        var trigger = new FlowTrigger(Guid.NewGuid().ToString("N"), TriggerKind.Tasks, flow, new([Service], ["Created"], [], []), User, now);
        await new TriggerStore(tables).AddAsync(Tenant, trigger, stop);
    }
}
