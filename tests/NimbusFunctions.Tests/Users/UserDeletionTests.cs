using System.Net;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Configuration;
using static NimbusFunctions.Tests.Users.UserScene;

namespace NimbusFunctions.Tests.Users;

/// <summary>Users deleted by hand, and what keeps them.</summary>
public sealed class UserDeletionTests(HouseFixture fixture) : IClassFixture<HouseFixture>
{
    private ApiHouse House => fixture.House;

    [Fact]
    [Shows("Removing Users > constraints in a tooltip", "Removing Users > last owner", "Removing Users > synced automatically", "Services > removal")]
    public async Task Delete_OfSomebodyWhoIsNeeded_NamesEveryReasonAsTheUserDoes()
    {
        using var system = House.System();
        var user = await House.UserAsync();
        await House.SyncedAsync(user, found => found with { Memberships = [new("team", Role.TeamMember), new("skill", Role.ServiceOwner), new("admins-x", Role.TenantAdministrator)] });
        await House.MemberAsync("skill", user, Role.ServiceOwner);
        await House.TaskAsync(user, Modality.Email);
        var hold = (await system.CallAsync(HttpMethod.Post, $"{OfTenant}/retention/holds", $$"""{"user":"{{user}}","reason":"A case"}""")).IsOk(HttpStatusCode.Created).Text("id");
        await ExpectAsync(system, user, "user-is-synced", "synced", "administrator", "last-owner", "holds-task", "legal-hold");

        await House.SyncedAsync(user, found => found with { Memberships = [new("skill", Role.ServiceOwner)] });
        await ExpectAsync(system, user, "in-use", "last-owner", "holds-task", "legal-hold");
        await House.MemberAsync("skill", Guid.NewGuid().ToString(), Role.ServiceOwner);
        await ExpectAsync(system, user, "in-use", "holds-task", "legal-hold");
        await House.EndTasksAsync();
        await ExpectAsync(system, user, "legal-hold", "legal-hold");
        (await system.CallAsync(HttpMethod.Delete, $"{OfTenant}/retention/holds/{hold}")).IsOk(HttpStatusCode.NoContent);
        await ExpectAsync(system, user, null);
        (await system.CallAsync(HttpMethod.Delete, PathOf(user))).IsOk(HttpStatusCode.NoContent);
    }

    [Fact]
    [Shows("Removing Users > access ends", "Removing Users > manual", "Removing Users > not from the directory")]
    public async Task Delete_OfSomebodyWithEverything_LeavesNothingAndEndsTheAccess()
    {
        using var system = House.System();
        var user = await House.UserAsync(string.Join(' ', Entitlement.Names));
        var skill = await system.MakeAsync("skills", "Of somebody deleted");
        var template = await system.MakeAsync("domain-templates", "Of somebody deleted");
        (await system.CallAsync(HttpMethod.Put, PathOf(user, "skills"), $$"""{"skills":[{"skillId":"{{skill}}","level":1}]}""")).IsOk();
        (await system.CallAsync(HttpMethod.Put, PathOf(user, "interact"), $$"""{"active":true,"domainTemplateId":"{{template}}"}""")).IsOk();
        (await system.CallAsync(HttpMethod.Put, PathOf(user, "roles"), $$"""{"assigned":[{"role":"OrganizationUnitAdministrator","organizationUnitId":"{{OrganizationUnit.DefaultIdOf(ApiHouse.Tenant)}}"}]}""")).IsOk();
        await House.MemberAsync("agents", user, Role.ServiceAgent);
        await House.SyncedAsync(user, found => found with { Memberships = [new("agents", Role.ServiceAgent)] });
        using var himself = House.Client(SaidIdentity.User(ApiHouse.Tenant, user));
        (await himself.CallAsync(HttpMethod.Get, $"{OfTenant}/users")).IsOk();

        (await system.CallAsync(HttpMethod.Delete, PathOf(user))).IsOk(HttpStatusCode.NoContent);

        (await himself.CallAsync(HttpMethod.Get, $"{OfTenant}/users")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Null(await House.StoredAsync(user));
        foreach (var table in new[] { House.Tables.Tenants, House.Tables.Memberships, House.Tables.Configuration })
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken))
                Assert.DoesNotContain(user, row.RowKey, StringComparison.Ordinal);
        }

        (await system.CallAsync(HttpMethod.Delete, Samples.PathOf("skills", skill))).IsOk(HttpStatusCode.NoContent);
        (await system.CallAsync(HttpMethod.Delete, Samples.PathOf("domain-templates", template))).IsOk(HttpStatusCode.NoContent);
        (await system.CallAsync(HttpMethod.Delete, PathOf(user))).IsProblem(HttpStatusCode.NotFound, "user-not-found");
    }

    private static async Task ExpectAsync(HttpClient system, string user, string? type, params string[] reasons)
    {
        var deletion = (await system.CallAsync(HttpMethod.Get, PathOf(user))).IsOk().Json["deletion"]!;
        Assert.Equal(reasons.Length == 0, deletion["allowed"]!.GetValue<bool>());
        Assert.Equal(reasons, deletion["reasons"]!.AsArray().Select(reason => reason!["reason"]!.GetValue<string>()));
        if (type is null)
            return;
        var refused = await system.CallAsync(HttpMethod.Delete, PathOf(user));
        refused.IsProblem(HttpStatusCode.Conflict, type);
        Assert.Equal(reasons, refused.Json["reasons"]!.AsArray().Select(reason => reason!["reason"]!.GetValue<string>()));
        Assert.All(refused.Json["reasons"]!.AsArray(), reason => Assert.Contains(reason!["says"]!.GetValue<string>(), refused.Text("detail"), StringComparison.Ordinal));
    }
}
