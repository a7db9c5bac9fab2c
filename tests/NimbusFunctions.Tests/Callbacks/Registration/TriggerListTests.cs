using System.Net;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tests.Api;
using static NimbusFunctions.Tests.Callbacks.Registration.TriggerScene;

namespace NimbusFunctions.Tests.Callbacks.Registration;

public sealed class TriggerListTests
{
    [Fact]
    public async Task Get_OwnTriggers_AndOfAllForAdministrators()
    {
        await using var scene = await StartAsync();
        using var owner = await scene.House.AsAsync(Role.ServiceOwner, "sales");
        using var other = await scene.House.AsAsync(Role.ServiceOwner, "sales");
        var id = await RegisterAsync(owner, TaskTriggers, Body(events: ["Created", "Terminated"]));

        var trigger = Assert.Single(await ListAsync(owner));
        Assert.Equal(
            $$"""{"id":"{{id}}","kind":"Tasks","host":"prod-1.westeurope.logic.azure.com","services":["sales@a.example"],"events":["Created","Terminated"],"modalities":[],"directions":[],"state":"Active","missed":0}""",
            Without(trigger, "user", "created"));
        Assert.Empty(await ListAsync(other));
        Assert.Single(await ListAsync(scene.Administrator));
        using var daemon = scene.House.System();
        (await daemon.CallAsync(HttpMethod.Get, "v1/triggers")).IsProblem(HttpStatusCode.NotFound, "tenant-not-found");
        await scene.House.RegisterAsync(ApiHouse.Operator);
        Assert.Empty(await ListAsync(daemon));
    }

    [Fact]
    public async Task Get_InPages_HasEachOnce()
    {
        await using var scene = await StartAsync();
        var ids = new List<string>();
        foreach (var number in Enumerable.Range(0, 5))
            ids.Add(await RegisterAsync(scene.Administrator, TaskTriggers, Body($"{Url}&n={number}")));
        var (seen, path) = (new List<string>(), "v1/triggers?top=2");
        while (path is not null)
        {
            var page = (await scene.Administrator.CallAsync(HttpMethod.Get, path)).IsOk().Json;
            seen.AddRange(page["value"]!.AsArray().Select(trigger => trigger!["id"]!.GetValue<string>()));
            path = page["continuation"]?.GetValue<string>() is { } next ? $"v1/triggers?top=2&continuation={next}" : null;
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), seen);
        foreach (var bad in new[] { "top=0", "top=201", "top=x", "continuation=?", "more=1" })
            Assert.Equal(HttpStatusCode.BadRequest, (await scene.Administrator.CallAsync(HttpMethod.Get, $"v1/triggers?{bad}")).Status);
    }

    [Fact]
    public async Task Get_AfterTheRoleWasLostAndGivenBack_SaysSoAtOnce()
    {
        await using var scene = await StartAsync();
        var user = await scene.House.NewUserAsync(Role.ServiceOwner, "sales");
        using var owner = scene.House.Client(SaidIdentity.User(ApiHouse.Tenant, user));
        var id = await RegisterAsync(owner, TaskTriggers, Body());
        await GiveAsync(scene, user, "help", Role.TeamMember);

        var lost = Assert.Single(await ListAsync(owner));
        Assert.Equal("Suspended", lost["state"]!.GetValue<string>());
        Assert.Contains(Permissions.TaskTriggers, lost["cause"]!.GetValue<string>(), StringComparison.Ordinal);
        await GiveAsync(scene, user, "sales", Role.ServiceOwner);
        Assert.Equal("Active", Assert.Single(await ListAsync(owner))["state"]!.GetValue<string>());
        // Whoever has no role any more can still turn the flow off.
        await GiveAsync(scene, user, "help", Role.TeamMember);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.CallAsync(HttpMethod.Delete, $"{TaskTriggers}/{id}")).Status);
        Assert.Empty(await ListAsync(owner));
    }

    [Fact]
    public async Task Get_WhereOneOfTwoServicesIsLeft_IsActiveAndSaysWhatIsNotTold()
    {
        await using var scene = await StartAsync();
        var user = await scene.House.NewUserAsync(Role.TenantAdministrator, "sales");
        using var owner = scene.House.Client(SaidIdentity.User(ApiHouse.Tenant, user));
        await RegisterAsync(owner, TaskTriggers, Body(services: ["sales@a.example", "help@a.example"]));
        await GiveAsync(scene, user, "sales", Role.ServiceOwner);
        await scene.House.Tables.Services.DeleteEntityAsync(ApiHouse.Tenant, NimbusFunctions.Directory.Services.ServiceRow.Key("nothing"), cancellationToken: TestContext.Current.CancellationToken);

        var trigger = (await ListAsync(owner)).Single();
        Assert.Equal("Active", trigger["state"]!.GetValue<string>());
        Assert.Contains("help@a.example", trigger["cause"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WhereTheServiceOrTheAddressIsGone_SaysWhich()
    {
        await using var scene = await StartAsync();
        var since = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
        var id = await RegisterAsync(scene.Administrator, TaskTriggers, Body(services: ["help@a.example"]));
        await scene.Store.ChangeHealthAsync(ApiHouse.Tenant, id, _ => new(SuspensionCause.AddressGone, since, 2, LastFailure: "410"), CancellationToken.None);
        var gone = Assert.Single(await ListAsync(scene.Administrator));
        Assert.Equal(("Suspended", since, 2, "410"), (gone["state"]!.GetValue<string>(), gone["since"]!.GetValue<DateTimeOffset>(), gone["missed"]!.GetValue<int>(), gone["lastFailure"]!.GetValue<string>()));
        Assert.Contains("address", gone["cause"]!.GetValue<string>(), StringComparison.Ordinal);
        await scene.House.Tables.Services.DeleteEntityAsync(ApiHouse.Tenant, NimbusFunctions.Directory.Services.ServiceRow.Key("help"), cancellationToken: TestContext.Current.CancellationToken);

        var withoutService = Assert.Single(await ListAsync(scene.Administrator));
        Assert.Contains("exists", withoutService["cause"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(withoutService["since"]);
        Assert.DoesNotContain("secret", withoutService.ToJsonString(), StringComparison.Ordinal);
    }

    private static Task<Azure.Response> GiveAsync(TriggerScene scene, string user, string service, Role role) => scene.House.Tables.Users.UpsertEntityAsync(
        UserRow.Write(ApiHouse.Tenant, new NimbusUser(
            user, new("A user", "A", "User", "a@a.example", "", ""), "unit", UserSource.Synced, UserState.Active, [new(service, role)], TimeProvider.System.GetUtcNow(), null)),
        TableUpdateMode.Replace, TestContext.Current.CancellationToken);

    private static string Without(System.Text.Json.Nodes.JsonObject trigger, params string[] fields)
    {
        foreach (var field in fields)
            Assert.True(trigger.Remove(field));
        return trigger.ToJsonString();
    }
}
