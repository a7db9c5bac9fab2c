using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Data.Tables;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Simulator;
using NimbusFunctions.Storage;

namespace NimbusFunctions.IntegrationTests.Retention;

/// <summary>A whole tenant goes, by hand through the API, and comes back.</summary>
public sealed class OffboardingTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly List<HttpClient> clients = [];
    private LocalEdition edition = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SimulatedTenantSummary Tenant => edition.Simulator.Tenants[0];

    private string Root => $"v1/tenants/{Tenant.Id}";

    public async ValueTask InitializeAsync() => edition = await LocalEdition.StartAsync(
        LocalEditionOptions.OnFreePorts with
        {
            Users = 60,
            Teams = 4,
            AppSettings = new Dictionary<string, string> { ["Retention__GraceHours"] = "0", ["Retention__QuietMinutes"] = "0" },
        },
        new CollectedJournal(),
        TextWriter.Null,
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await edition.DisposeAsync();
    }

    [Fact]
    public async Task When_ATenantIsDeleted_Should_RefuseTasksComeBackWhenCanceledLeaveNothingWhenConfirmedAndBeRegisteredAgain()
    {
        var admin = Client(edition.TokenForUser(Tenant.Id, Tenant.AdminUpn));
        var system = Client(edition.TokenForSystem(Tenant.Id));
        await RefusesAsync(system, admin);

        await AskAsync(system);
        await PendingAsync(system, admin);
        Assert.Equal(202, (await system.CallAsync(HttpMethod.Post, $"{Root}/provisioning/cancel")).Status);
        await RestoredAsync(system);

        await AskAsync(system);
        await AskAsync(system);
        await ScriptAsync(system);
        await HoldAsync(system);
        await GoneAsync(system, admin);
        await ProofAsync(system);

        await RegisterAgainAsync(system);
    }

    private async Task RefusesAsync(HttpClient system, HttpClient admin)
    {
        (await admin.CallAsync(HttpMethod.Delete, Root, """{"confirm":"YES"}""")).IsProblem(403);
        foreach (var body in new[] { "{}", """{"confirm":"yes"}""", """{"confirm":"YES "}""", null })
            (await system.CallAsync(HttpMethod.Delete, Root, body)).IsProblem(400, "confirm");
        (await system.CallAsync(HttpMethod.Post, $"{Root}/provisioning/confirm")).IsProblem(409);
        (await system.CallAsync(HttpMethod.Post, $"{Root}/provisioning/cancel")).IsProblem(409);
        (await system.CallAsync(HttpMethod.Get, $"{Root}/provisioning-script")).IsProblem(409);
        Assert.Equal(JsonValueKind.Null, (await TenantAsync(system)).GetProperty("deletionAsked").ValueKind);
        Assert.All(await StatesAsync(system), state => Assert.Equal("Operational", state));
    }

    private async Task AskAsync(HttpClient system) =>
        (await system.CallAsync(HttpMethod.Delete, Root, """{"confirm":"YES"}""")).IsAccepted();

    private async Task PendingAsync(HttpClient system, HttpClient admin)
    {
        Assert.Equal(JsonValueKind.String, (await TenantAsync(system)).GetProperty("deletionAsked").ValueKind);
        Assert.All(await StatesAsync(system), state => Assert.Equal("PendingDeletion", state));
        var service = (await admin.CallAsync(HttpMethod.Get, $"{Root}/services?top=1")).Json.GetProperty("value")[0];
        var post = await admin.CallAsync(
            HttpMethod.Post,
            "v1/ExternalTasks",
            JsonSerializer.Serialize(new { serviceUpn = service.GetProperty("upn").GetString() }));
        post.IsProblem(409, "deleted");
        (await system.CallAsync(
            HttpMethod.Put, $"{Root}/services/new", """{"upn":"new@x.example","displayName":"New","assignmentType":"None"}"""))
            .IsProblem(409, "deleted");
        (await system.CallAsync(HttpMethod.Post, $"{Root}/services/{service.GetProperty("id").GetString()}/provisioning/cancel"))
            .IsProblem(409, "tenant");
    }

    private async Task RestoredAsync(HttpClient system)
    {
        Assert.Equal(JsonValueKind.Null, (await TenantAsync(system)).GetProperty("deletionAsked").ValueKind);
        Assert.All(await StatesAsync(system), state => Assert.Equal("Operational", state));
        (await system.CallAsync(HttpMethod.Post, $"{Root}/provisioning/cancel")).IsProblem(409);
    }

    private async Task ScriptAsync(HttpClient system)
    {
        using var answer = await system.GetAsync($"{Root}/provisioning-script", Stop);
        var script = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        foreach (var service in (await system.CallAsync(HttpMethod.Get, $"{Root}/services")).Json.GetProperty("value").EnumerateArray())
            Assert.Contains($"'{service.GetProperty("upn").GetString()}'", script, StringComparison.Ordinal);
    }

    private async Task HoldAsync(HttpClient system)
    {
        var hold = await system.CallAsync(HttpMethod.Post, $"{Root}/retention/holds", """{"service":"any","reason":"a lawsuit"}""");
        (await system.CallAsync(HttpMethod.Post, $"{Root}/provisioning/confirm")).IsProblem(409, "legal hold");
        Assert.Equal(204, (await system.CallAsync(HttpMethod.Delete, $"{Root}/retention/holds/{hold.Text("id")}")).Status);
    }

    private async Task GoneAsync(HttpClient system, HttpClient admin)
    {
        var until = TimeProvider.System.GetUtcNow() + Patience;
        while (await FindTenantAsync(system) is not null)
        {
            // A purge that was under way ends first; whoever confirms again has it queued.
            await system.CallAsync(HttpMethod.Post, $"{Root}/provisioning/confirm");
            Assert.True(TimeProvider.System.GetUtcNow() < until, "The tenant is still there.");
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Stop);
        }

        Assert.InRange((await admin.CallAsync(HttpMethod.Get, $"{Root}/users")).Status, 403, 404);
        (await system.CallAsync(HttpMethod.Get, $"{Root}/users")).IsProblem(404);
        var tables = new StoreTables(new TableServiceClient(edition.Azurite.ConnectionString));
        foreach (var name in StoreTables.Names)
        {
            await foreach (var row in tables.Open(name).QueryAsync<TableEntity>(cancellationToken: Stop))
                Assert.False(Names(row) && !IsKept(name, row), $"{name} {row.PartitionKey} {row.RowKey} is left.");
        }
    }

    private bool Names(TableEntity row) =>
        row.Any(column => column.Value is string text && text.Contains(Tenant.Id, StringComparison.OrdinalIgnoreCase));

    private static bool IsKept(string table, TableEntity row) => table switch
    {
        "Receipts" => row.RowKey is "head" or "schedule" || row.RowKey.StartsWith("line|", StringComparison.Ordinal),
        "Tenants" => row.PartitionKey == "ended",
        _ => false,
    };

    private async Task ProofAsync(HttpClient system)
    {
        var receipts = (await system.CallAsync(HttpMethod.Get, $"{Root}/retention/receipts")).Json.GetProperty("value").EnumerateArray().ToList();
        Assert.Equal("off-boarded", receipts[^1].GetProperty("action").GetString());
        Assert.True(receipts[^1].GetProperty("removed").GetInt64() > 60);
        Assert.True((await system.CallAsync(HttpMethod.Get, $"{Root}/retention/receipts/verification")).Json.GetProperty("sound").GetBoolean());
    }

    private async Task RegisterAgainAsync(HttpClient system)
    {
        var api = Api(system);
        await api.RegisterAsync("Back", Tenant.Domain, Tenant.AdminGroupId, Stop);
        var team = Tenant.Teams[0];
        await api.RegisterServiceAsync(team.Id, team.Mail, team.DisplayName, Stop);
        Assert.NotNull(await SyncWait.RunAsync(api, Patience, Stop));
        Assert.NotEmpty(await api.UsersAsync(Stop));
        Assert.True((await system.CallAsync(HttpMethod.Get, $"{Root}/retention/receipts/verification")).Json.GetProperty("sound").GetBoolean());
    }

    private async Task<JsonElement> TenantAsync(HttpClient system) =>
        await FindTenantAsync(system) ?? throw new InvalidOperationException("The tenant is not listed.");

    private async Task<JsonElement?> FindTenantAsync(HttpClient system)
    {
        foreach (var tenant in (await system.CallAsync(HttpMethod.Get, "v1/tenants")).Json.GetProperty("value").EnumerateArray())
        {
            if (tenant.GetProperty("id").GetString() == Tenant.Id)
                return tenant;
        }

        return null;
    }

    private async Task<IReadOnlyList<string?>> StatesAsync(HttpClient system) =>
        [.. (await system.CallAsync(HttpMethod.Get, $"{Root}/services")).Json.GetProperty("value").EnumerateArray()
            .Select(service => service.GetProperty("state").GetString())];

    private TenantApi Api(HttpClient system) => new(new JsonCalls(system, () => edition.TokenForSystem(Tenant.Id)), Tenant.Id);

    private HttpClient Client(string token)
    {
        var client = LoopbackHttp.Create(edition.Api);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        clients.Add(client);
        return client;
    }
}
