using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Licences.Changes;
using NimbusFunctions.Directory.Licences.Use;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence;
using NimbusFunctions.Presence.Signals;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Configuration;
using NimbusFunctions.Tests.PresenceRouting;
using static NimbusFunctions.Tests.Users.UserScene;

namespace NimbusFunctions.Tests.Users;

/// <summary>Licences of many users at once.</summary>
public sealed class LicenceChangeTests
{
    private const string Changes = $"{OfTenant}/licences/changes";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Shows("Licences > in bulk")]
    public async Task Post_ForUsersOfAllKinds_GivesEachAnOutcome()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var (without, with, registered) = (await house.UserAsync(), await house.UserAsync("Interact"), await house.UserAsync("InstantMessaging"));
        var gone = Guid.NewGuid().ToString("D");
        (await system.CallAsync(HttpMethod.Put, PathOf(registered, "bot-registration"), """{"registered":true}""")).IsOk();

        var id = await BeginAsync(system, """ "give":["Interact"],"take":["InstantMessaging"] """, [without, with, registered, gone]);
        await DeliverAsync(house);

        Assert.Equal(("Done", 4, 0, 1, 1, 2), await StandsAsync(system, id));
        var users = (await system.CallAsync(HttpMethod.Get, $"{Changes}/{id}/users")).IsOk().Json["value"]!.AsArray().ToDictionary(
            user => user!["userId"]!.GetValue<string>(), user => $"{user!["outcome"]} {user["reason"]}".Trim());
        Assert.Equal(("given", "unchanged", "refused in-use", "refused user-not-found"), (users[without], users[with], users[registered], users[gone]));
        Assert.Equal(["Interact"], (await house.StoredAsync(without))!.Entitlement.LicenceNames);
        Assert.Equal(["InstantMessaging"], (await house.StoredAsync(registered))!.Entitlement.LicenceNames);
        Assert.Equal(2, await UsedAsync(system, "UserInteract"));
        Assert.Equal([registered, gone], (await system.CallAsync(HttpMethod.Get, $"{Changes}/{id}/users?outcome=refused&top=5")).IsOk().Json["value"]!.AsArray()
            .Select(user => user!["userId"]!.GetValue<string>()).OrderBy(user => user == registered ? 0 : 1));
    }

    [Fact]
    public async Task Post_GivingALicence_SignalsTheServicesWhoseWorkItsUsersTake()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var agent = await house.UserAsync("ContactCenter");
        foreach (var service in new[] { "sales", "help" })
        {
            await system.ServiceAsync(service);
            (await system.CallAsync(HttpMethod.Put, $"{OfTenant}/services/{service}/agents/{agent}")).IsOk();
            await house.Services.GetRequiredService<MembershipStore>().SetActiveAsync(ApiHouse.Tenant, service, agent, true, Stop);
        }

        var id = await BeginAsync(system, """ "give":["Interact"] """, [agent, await house.UserAsync()]);
        // One that does not remember what was before these services.
        var services = ActivatorUtilities.CreateInstance<ServicesOfTenant>(house.Services);
        var signals = ActivatorUtilities.CreateInstance<RoutableSignals>(house.Services, new Everybody(), services);
        await ActivatorUtilities.CreateInstance<LicenceChangeRun>(house.Services, signals).RunAsync(Message(id), Stop);

        Assert.Equal(["help", "sales"], (await PresenceHouse.SignalledAsync(house.Broker)).Order());
    }

    [Fact]
    public async Task Post_ForMoreThanTheContingent_RefusesTheRestAndNeverGivesMore()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        (await system.CallAsync(HttpMethod.Patch, $"{OfTenant}/settings/licences", """{"userEmail":50,"userAssistant":500}""")).IsOk();
        await FillAsync(house.Tables, 300);

        var (email, both) = (await BeginAsync(system, """ "give":["Email"] """, null), await BeginAsync(system, """ "give":["Email","Assistant"] """, null));
        await DeliverAsync(house);

        Assert.Equal(("Done", 300, 0, 50, 0, 250), await StandsAsync(system, email));
        Assert.Equal(("Done", 300, 0, 50, 0, 250), await StandsAsync(system, both));
        Assert.Equal((50, 50), (await UsedAsync(system, "UserEmail"), await UsedAsync(system, "UserAssistant")));
        var taken = await BeginAsync(system, """ "take":["Email"] """, null);
        await DeliverAsync(house);
        Assert.Equal(("Done", 300, 0, 50, 250, 0), await StandsAsync(system, taken));
        Assert.Equal((0, 50), (await UsedAsync(system, "UserEmail"), await UsedAsync(system, "UserAssistant")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Run_KilledAnywhere_IsTakenUpAndTellsWhatItDid(int seed)
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        await FillAsync(house.Tables, 250);
        (await system.CallAsync(HttpMethod.Patch, $"{OfTenant}/settings/licences", """{"userInteract":200}""")).IsOk();
        var id = await BeginAsync(system, """ "give":["Interact"] """, null);
        var (random, run, kills) = (new Random(seed), house.Services.GetRequiredService<LicenceChangeRun>(), 0);

        for (var attempt = 1; (await StandsAsync(system, id)).State != "Done"; attempt++)
        {
            Assert.True(attempt < 60, "It does not end.");
            using var death = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            var left = attempt > 40 ? int.MaxValue : random.Next(5, 120);
            var dying = new StoreTables(name => house.Tables.Open(name)).Through((_, table) => new DyingTable(table, () =>
            {
                if (Interlocked.Decrement(ref left) < 0)
                    death.Cancel();
                death.Token.ThrowIfCancellationRequested();
            }));
            try
            {
                await Over(house, dying).RunAsync(Message(id), death.Token);
            }
            catch (OperationCanceledException)
            {
                kills++;
            }
        }

        Assert.True(kills > 2, $"It was killed {kills} times.");
        Assert.Equal(("Done", 250, 0, 200, 0, 50), await StandsAsync(system, id));
        Assert.Equal(200, await UsedAsync(system, "UserInteract"));
        Assert.NotNull(run);
    }

    [Fact]
    public async Task Cancel_WhileItRuns_LeavesTheRestAsItIs()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        await FillAsync(house.Tables, 20);
        var id = await BeginAsync(system, """ "give":["Interact"] """, null);

        (await system.CallAsync(HttpMethod.Post, $"{Changes}/{id}/cancel")).IsOk();
        await DeliverAsync(house);

        Assert.Equal(("Canceled", 20, 20, 0, 0, 0), await StandsAsync(system, id));
        Assert.Equal(0, await UsedAsync(system, "UserInteract"));
        Assert.Equal("Canceled", (await system.CallAsync(HttpMethod.Post, $"{Changes}/{id}/cancel")).IsOk().Text("state"));
        (await system.CallAsync(HttpMethod.Get, $"{Changes}/20260101000000-000000000000")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Post_ByAnAdministratorOfAUnit_ReachesItsUsersAlone()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var unit = await system.MakeUnitAsync("Of the change");
        var (near, far) = (await house.UserAsync(unit: unit), await house.UserAsync());
        using var administrator = await house.AsAsync(Role.OrganizationUnitAdministrator, unit: unit);
        using var another = await house.AsAsync(Role.OrganizationUnitAdministrator, unit: unit);

        var named = await BeginAsync(administrator, """ "give":["Interact"] """, [near, far]);
        var found = await BeginAsync(administrator, """ "give":["Email"] """, null, """{"department":"sales"}""");
        await DeliverAsync(house);

        Assert.Equal(("Done", 2, 0, 1, 0, 1), await StandsAsync(administrator, named));
        Assert.Equal(("Done", 1, 0, 1, 0, 0), await StandsAsync(administrator, found));
        Assert.Empty((await house.StoredAsync(far))!.Entitlement.LicenceNames);
        (await another.CallAsync(HttpMethod.Get, $"{Changes}/{named}")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("{}", "give", "users")]
    [InlineData("""{"give":["Nothing"],"users":[]}""", "give[0]", "users")]
    [InlineData("""{"give":["Email"],"take":["Email"],"filter":{"top":"5","no":"x"}}""", "take", "filter.top", "filter.no")]
    [InlineData("""{"give":["Email"],"users":["x"],"filter":{}}""", "users", "users[0]")]
    [InlineData("""{"give":["Email"],"filter":{"displayName":"nobody is called so"}}""", "filter")]
    public async Task Post_WithFaults_NamesThemAll(string body, params string[] fields)
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();

        var reply = await system.CallAsync(HttpMethod.Post, Changes, body);

        reply.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(fields.Order(), reply.Json["errors"]!.AsObject().Select(error => error.Key).Order());
    }

    [Fact]
    public async Task Post_ForFiveThousandUsers_EndsInTime()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        await FillAsync(house.Tables, 5_000);
        var watch = Stopwatch.StartNew();

        var id = await BeginAsync(system, """ "give":["ContactCenter","Email"] """, null);
        var accepted = watch.Elapsed;
        await DeliverAsync(house);

        Assert.Equal(("Done", 5_000, 0, 5_000, 0, 0), await StandsAsync(system, id));
        TestContext.Current.TestOutputHelper?.WriteLine($"Accepted after {accepted.TotalSeconds:F1} s, done after {watch.Elapsed.TotalSeconds:F1} s.");
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), $"{watch.Elapsed}");
    }

    private static async Task<string> BeginAsync(HttpClient caller, string what, IReadOnlyList<string>? users, string filter = "{}")
    {
        var whom = users is null ? $"\"filter\":{filter}" : $"\"users\":{new JsonArray([.. users.Select(user => (JsonNode)user)]).ToJsonString()}";
        return (await caller.CallAsync(HttpMethod.Post, Changes, $"{{{what},{whom}}}")).IsOk(HttpStatusCode.Accepted).Text("id");
    }

    private static async Task<(string State, int Total, int Pending, int Given, int Unchanged, int Refused)> StandsAsync(HttpClient caller, string id)
    {
        var json = (await caller.CallAsync(HttpMethod.Get, $"{Changes}/{id}")).IsOk().Json;
        return (json["state"]!.GetValue<string>(), Number("total"), Number("pending"), Number("given"), Number("unchanged"), Number("refused"));

        int Number(string name) => json[name]!.GetValue<int>();
    }

    private static async Task<int> UsedAsync(HttpClient system, string licence) =>
        (await system.CallAsync(HttpMethod.Get, $"{OfTenant}/licences")).IsOk().Json["value"]!.AsArray()
            .Single(count => count!["licence"]!.GetValue<string>() == licence)!["used"]!.GetValue<int>();

    private static async Task DeliverAsync(ApiHouse house)
    {
        var queue = house.Broker.Queue(LicenceChangeRun.Queue);
        while (await queue.AcceptNextSessionAsync(TimeSpan.Zero, Stop) is { } session)
        {
            await using (session)
            {
                while (await session.ReceiveAsync(TimeSpan.Zero, Stop) is { } locked)
                {
                    var triggered = new Nimbus.Platform.Hosting.TriggeredMessage
                    {
                        Body = new BinaryData(locked.Message.Body),
                        MessageId = locked.Message.MessageId,
                        SessionId = ApiHouse.Tenant,
                        SequenceNumber = locked.SequenceNumber,
                    };
                    await house.Services.GetRequiredService<MessageRunner>().RunAsync(
                        LicenceChangeRun.Queue, triggered, house.Services.GetRequiredService<LicenceChangeRun>().RunAsync, Stop);
                    queue.Complete(locked.LockToken);
                }
            }
        }
    }

    /// <summary>Everybody is there.</summary>
    private sealed class Everybody : IPresenceReader
    {
        public Task<IReadOnlyDictionary<string, KnownPresence>> OfAsync(string tenant, IReadOnlyCollection<string> userIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<string, KnownPresence>>(userIds.ToDictionary(id => id, _ => Cases.Known("Available", "Available")));
    }

    private static QueueMessage Message(string id) =>
        new(LicenceChangeRun.Queue, $$"""{"tenant":"{{ApiHouse.Tenant}}","change":"{{id}}"}""", ApiHouse.Tenant, 0, TimeProvider.System.GetUtcNow());

    /// <summary>The same run over other tables.</summary>
    private static LicenceChangeRun Over(ApiHouse house, StoreTables tables)
    {
        var (users, roles, tasks) = (new UserStore(tables), new RoleAssignmentStore(tables), new UserTasks(tables));
        return new(
            new(tables), users, new(tables, users, new ServiceStore(tables), TimeProvider.System), new(roles, tasks), tasks,
            house.Services.GetRequiredService<SettingsStore>(), house.Services.GetRequiredService<TenantStore>(), new(tables),
            house.Services.GetRequiredService<RoutableSignals>(), TimeProvider.System);
    }

    private static async Task FillAsync(StoreTables tables, int count) => await Task.WhenAll(Enumerable.Range(0, count).Select(place => Guid.NewGuid().ToString("D"))
        .Select(id => UserRow.Write(ApiHouse.Tenant, new(
            id, UserDetails.None with { DisplayName = "Somebody" }, OrganizationUnit.DefaultIdOf(ApiHouse.Tenant), UserSource.Manual, UserState.Active, [],
            TimeProvider.System.GetUtcNow())))
        .GroupBy(row => row.PartitionKey).SelectMany(bucket => bucket.Chunk(100))
        .Select(chunk => tables.Users.SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Stop)));
}
