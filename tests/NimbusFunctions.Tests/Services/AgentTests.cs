using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Services;

/// <summary>Agents and owners of skill-based services, through HTTP.</summary>
public sealed class AgentTests : IAsyncLifetime
{
    private const string Desk = $"{ServiceScene.Tenant}/services/desk";

    private ServiceScene? started;

    private ServiceScene Scene => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync()
    {
        started = await ServiceScene.StartAsync();
        await Scene.MakeServiceAsync("desk", "SkillBased");
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Theory]
    [InlineData("agents", Role.ServiceAgent)]
    [InlineData("owners", Role.ServiceOwner)]
    public async Task Put_AUserWithTheLicence_HasTheRoleAtTheNextCallAndLosesItSo(string list, object role)
    {
        await OwnerAsync();
        var id = await UserAsync();
        using var user = Scene.House.Client(SaidIdentity.User(ApiHouse.Tenant, id));
        (await user.CallAsync(HttpMethod.Get, Desk)).IsProblem(HttpStatusCode.Forbidden, "forbidden");

        var put = (await PutAsync(list, id)).IsOk().Json;

        Assert.Equal((id, role.ToString(), true, true), (put["userId"]!.GetValue<string>(), put["role"]!.GetValue<string>(), put["visible"]!.GetValue<bool>(), put["active"]!.GetValue<bool>()));
        (await user.CallAsync(HttpMethod.Get, Desk)).IsOk();
        Assert.Contains(id, await ListAsync(list));
        Assert.Equal(2, (await Scene.ReadAsync(Desk)).Json["members"]!.GetValue<int>());
        (await PutAsync(list, id)).IsOk();
        (await DeleteAsync(list, id)).IsOk(HttpStatusCode.NoContent);
        (await user.CallAsync(HttpMethod.Get, Desk)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.DoesNotContain(id, await ListAsync(list));
        var left = Assert.Single((await Scene.ReadAsync($"{Desk}/members/history")).Json["value"]!.AsArray())!;
        Assert.Equal((id, role.ToString()), (left["userId"]!.GetValue<string>(), left["role"]!.GetValue<string>()));
        (await DeleteAsync(list, id)).IsProblem(HttpStatusCode.NotFound, "user-not-found");
        Assert.Equal(1, (await Scene.ReadAsync(Desk)).Json["members"]!.GetValue<int>());
    }

    [Fact]
    public async Task Put_WhatCannotBe_IsRefusedWithTheReason()
    {
        var id = await UserAsync();
        var unlicensed = await Scene.House.NewUserAsync(null);
        (await PutAsync("agents", unlicensed)).IsProblem(HttpStatusCode.Conflict, "licence-missing");
        (await PutAsync("agents", "99999999-0000-0000-0000-000000000009")).IsProblem(HttpStatusCode.NotFound, "user-not-found");
        (await PutAsync("agents", "nobody")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await Scene.System.CallAsync(HttpMethod.Put, $"{ServiceScene.Sales}/agents/{id}")).IsProblem(HttpStatusCode.Conflict, "service-not-skill-based");
        (await Scene.System.CallAsync(HttpMethod.Get, $"{ServiceScene.Sales}/owners")).IsProblem(HttpStatusCode.Conflict, "service-not-skill-based");
        (await Scene.System.CallAsync(HttpMethod.Put, $"{ServiceScene.Tenant}/services/none/agents/{id}")).IsProblem(HttpStatusCode.NotFound, "service-not-found");
        await Scene.MakeServiceAsync("plain", "SkillBased", "AdvancedRouting");
        var plain = await Scene.System.CallAsync(HttpMethod.Put, $"{ServiceScene.Tenant}/services/plain/agents/{id}");
        plain.IsProblem(HttpStatusCode.Conflict, "licence-missing");
        Assert.Contains("Service plain", plain.Text("detail"), StringComparison.Ordinal);
        Assert.Empty(await ListAsync("agents"));
    }

    [Fact]
    public async Task LastOwner_StaysUntilThereIsAnotherOrTheServiceEnds()
    {
        var (one, two) = (await OwnerAsync(), await UserAsync());
        (await DeleteAsync("owners", one)).IsProblem(HttpStatusCode.Conflict, "in-use");
        (await PutAsync("agents", one)).IsProblem(HttpStatusCode.Conflict, "in-use");
        (await DeleteAsync("agents", one)).IsProblem(HttpStatusCode.NotFound, "user-not-found");
        (await PutAsync("owners", two)).IsOk();
        (await PutAsync("agents", one)).IsOk();
        Assert.Equal([one], await ListAsync("agents"));
        Assert.Equal([two], await ListAsync("owners"));

        (await DeleteAsync("owners", two)).IsProblem(HttpStatusCode.Conflict, "in-use");
        (await Scene.System.CallAsync(HttpMethod.Delete, Desk)).IsOk(HttpStatusCode.Accepted);
        (await DeleteAsync("owners", two)).IsOk(HttpStatusCode.NoContent);
        (await PutAsync("owners", two)).IsProblem(HttpStatusCode.Conflict, "service-pending-deletion");
    }

    [Fact]
    public async Task TwoOwners_WhoGoAtOnce_LeaveOne()
    {
        for (var round = 0; round < 15; round++)
        {
            var (one, two) = (await UserAsync(), await UserAsync());
            (await PutAsync("owners", one)).IsOk();
            (await PutAsync("owners", two)).IsOk();
            foreach (var former in (await ListAsync("owners")).Except([one, two]).ToList())
                (await DeleteAsync("owners", former)).IsOk(HttpStatusCode.NoContent);
            await Task.WhenAll(DeleteAsync("owners", one), round % 2 == 0 ? DeleteAsync("owners", two) : PutAsync("agents", two));

            var owners = await ListAsync("owners");
            Assert.NotEmpty(owners);
            foreach (var owner in owners)
                Assert.Contains((await UserRowAsync(owner)).Memberships, membership => membership is { ServiceId: "desk", Role: Role.ServiceOwner });
        }
    }

    [Fact]
    public async Task ACrashBetweenTheUserAndTheList_IsHealedByAskingAgain()
    {
        var (id, memberships) = (await UserAsync(), Scene.House.Services.GetRequiredService<MembershipStore>());
        (await PutAsync("agents", id)).IsOk();
        await Scene.House.Tables.Memberships.DeleteEntityAsync($"{ApiHouse.Tenant}|desk", id, cancellationToken: TestContext.Current.CancellationToken);
        (await PutAsync("agents", id)).IsOk();
        Assert.Equal([id], await ListAsync("agents"));

        var stored = (await Scene.House.Services.GetRequiredService<UserStore>().FindStoredAsync(ApiHouse.Tenant, id, TestContext.Current.CancellationToken))!;
        await Scene.House.Services.GetRequiredService<UserStore>().WriteAsync(ApiHouse.Tenant, [new(stored.User with { Memberships = [] }, stored.ETag)], TestContext.Current.CancellationToken);
        (await DeleteAsync("agents", id)).IsOk(HttpStatusCode.NoContent);
        Assert.Null(await memberships.FindAsync(ApiHouse.Tenant, "desk", id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Lists_AreReadAndChangedByWhomTheTableNames()
    {
        await OwnerAsync();
        foreach (var role in Enum.GetValues<Role>())
        {
            using var caller = await Scene.House.AsAsync(role, "desk");
            foreach (var (list, permission) in new[] { ("agents", ServicePermissions.Agents), ("owners", ServicePermissions.Owners) })
            {
                var (mayRead, mayChange) = (PermissionTable.Of(permission, role).HasFlag(Letters.Read), PermissionTable.Of(permission, role).HasFlag(Letters.Update));
                Assert.Equal(mayRead ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await caller.CallAsync(HttpMethod.Get, $"{Desk}/{list}")).Status);
                var id = await UserAsync();
                Assert.Equal(mayChange ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await caller.CallAsync(HttpMethod.Put, $"{Desk}/{list}/{id}")).Status);
                Assert.Equal(mayChange ? HttpStatusCode.NoContent : HttpStatusCode.Forbidden, (await caller.CallAsync(HttpMethod.Delete, $"{Desk}/{list}/{id}")).Status);
            }
        }

        var north = await Scene.UnitAsync("North");
        using var administrator = await Scene.House.AsAsync(Role.OrganizationUnitAdministrator, unit: north);
        (await administrator.CallAsync(HttpMethod.Put, $"{Desk}/agents/{await UserAsync()}")).IsProblem(HttpStatusCode.NotFound, "service-not-found");
    }

    [Fact]
    public async Task Active_OfAnAgent_IsSwitchedByOwnersAndNotByTheAgent()
    {
        var (owner, agent) = (await OwnerAsync(), await UserAsync());
        (await PutAsync("agents", agent)).IsOk();
        using var asOwner = Scene.House.Client(SaidIdentity.User(ApiHouse.Tenant, owner));
        using var asAgent = Scene.House.Client(SaidIdentity.User(ApiHouse.Tenant, agent));

        (await asAgent.CallAsync(HttpMethod.Put, $"{Desk}/users/{agent}/active", """{"active":false}""")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await asOwner.CallAsync(HttpMethod.Put, $"{Desk}/users/{agent}/active", """{"active":false}""")).IsOk();
        (await asOwner.CallAsync(HttpMethod.Put, $"{Desk}/users/{owner}/active", """{"active":false}""")).IsOk();
        (await PutAsync("owners", agent)).IsOk();
        Assert.False((await Scene.ReadAsync($"{Desk}/owners")).Json["value"]!.AsArray().Single(member => member!["userId"]!.GetValue<string>() == agent)!["active"]!.GetValue<bool>());
    }

    private async Task<string> UserAsync()
    {
        var id = await Scene.House.NewUserAsync(null);
        (await Scene.System.CallAsync(HttpMethod.Put, $"{ServiceScene.Tenant}/users/{id}/licences", """{"licences":["ContactCenter"]}""")).IsOk();
        return id;
    }

    private async Task<string> OwnerAsync()
    {
        var id = await UserAsync();
        (await PutAsync("owners", id)).IsOk();
        return id;
    }

    private Task<Reply> PutAsync(string list, string id) => Scene.System.CallAsync(HttpMethod.Put, $"{Desk}/{list}/{id}");

    private Task<Reply> DeleteAsync(string list, string id) => Scene.System.CallAsync(HttpMethod.Delete, $"{Desk}/{list}/{id}");

    private async Task<IEnumerable<string>> ListAsync(string list) =>
        [.. (await Scene.ReadAsync($"{Desk}/{list}")).Json["value"]!.AsArray().Select(member => member!["userId"]!.GetValue<string>())];

    private async Task<NimbusUser> UserRowAsync(string id) =>
        (await Scene.House.Services.GetRequiredService<UserStore>().FindAsync(ApiHouse.Tenant, id, TestContext.Current.CancellationToken))!;
}
