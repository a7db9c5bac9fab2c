using System.Net;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Access;

public sealed class RoleAssignmentTests : IAsyncLifetime
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";
    private static readonly string Root = OrganizationUnit.DefaultIdOf(ApiHouse.Tenant);

    private ApiHouse? started;

    private ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync() => started = await ApiHouse.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    public async Task Put_ByATenantAdministrator_ReplacesWhatWasAssignedAndTakesEffectAtOnce()
    {
        var user = await House.NewUserAsync(null);
        using var administrator = await House.AsAsync(Role.TenantAdministrator);
        using var promoted = House.Client(SaidIdentity.User(ApiHouse.Tenant, user));
        Assert.Equal(HttpStatusCode.Forbidden, (await promoted.CallAsync(HttpMethod.Get, $"{Tenant}/users")).Status);

        (await PutAsync(administrator, user, (Role.WorkflowAdministrator, Root))).IsOk();
        (await promoted.CallAsync(HttpMethod.Get, $"{Tenant}/users")).IsOk();
        (await PutAsync(administrator, user, (Role.OrganizationUnitAdministrator, Root))).IsOk();

        Assert.Equal(["OrganizationUnitAdministrator Assigned"], await RolesAsync(user));
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.CallAsync(HttpMethod.Delete, Of(user, "/OrganizationUnitAdministrator"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await promoted.CallAsync(HttpMethod.Get, $"{Tenant}/users")).Status);
        var lines = await LinesAsync(user);
        Assert.Equal(2, lines.Count(line => line == LedgerActions.RoleGranted));
        Assert.Equal(2, lines.Count(line => line == LedgerActions.RoleTaken));
    }

    [Theory]
    [InlineData(Role.PartnerAdministrator)]
    [InlineData(Role.OrganizationUnitAdministrator)]
    [InlineData(Role.WorkflowAdministrator)]
    [InlineData(Role.UserSupervisor)]
    [InlineData(Role.ServiceSupervisor)]
    [InlineData(Role.TeamOwner)]
    public async Task Put_ByAnybodyBelowATenantAdministrator_IsRefusedByName(object role)
    {
        var user = await House.NewUserAsync(null);
        using var caller = await House.AsAsync((Role)role);

        var reply = await PutAsync(caller, user, (Role.WorkflowAdministrator, Root));

        reply.IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Contains(Permissions.RoleAssignment, reply.Text("detail"), StringComparison.Ordinal);
        Assert.Empty(await RolesAsync(user));
    }

    [Theory]
    [InlineData("""{}""", "assigned")]
    [InlineData("""{"assigned":[null]}""", "assigned[0].role")]
    [InlineData("""{"assigned":[{"role":"TenantAdministrator"}]}""", "assigned[0].role")]
    [InlineData("""{"assigned":[{"role":"SystemAdministrator"}]}""", "assigned[0].role")]
    [InlineData("""{"assigned":[{"role":"WorkflowAdministrator"}]}""", "assigned[0].organizationUnitId")]
    [InlineData("""{"assigned":[{"role":"WorkflowAdministrator","organizationUnitId":"00000000-0000-0000-0000-000000000009"}]}""", "assigned[0].organizationUnitId")]
    public async Task Put_Faults_AreNamed(string body, string field)
    {
        var reply = await House.System().CallAsync(HttpMethod.Put, Of(await House.NewUserAsync(null)), body);

        reply.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.True(reply.Json["errors"]!.AsObject().ContainsKey(field), reply.Body!.ToJsonString());
    }

    [Theory]
    [InlineData(Role.UserSupervisor)]
    [InlineData(Role.ServiceSupervisor)]
    public async Task Put_SupervisorWithoutContactCenter_IsRefusedUntilTheLicenceIsThere(object role)
    {
        var user = await House.NewUserAsync(null);
        using var system = House.System();

        (await PutAsync(system, user, ((Role)role, Root))).IsProblem(HttpStatusCode.Conflict, "licence-missing");
        (await system.CallAsync(HttpMethod.Put, $"{Tenant}/users/{user}/licences", """{"licences":["ContactCenter"]}""")).IsOk();
        (await PutAsync(system, user, ((Role)role, Root))).IsOk();
    }

    [Fact]
    public async Task Delete_SyncedRole_IsRefusedWithWhereItComesFrom()
    {
        var owner = await House.NewUserAsync(Role.TeamOwner, "sales");

        var reply = await House.System().CallAsync(HttpMethod.Delete, Of(owner, "/TeamOwner"));

        reply.IsProblem(HttpStatusCode.Conflict, "role-is-synced");
        Assert.Contains("service sales", reply.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(["TeamOwner Synced"], await RolesAsync(owner));
        (await House.System().CallAsync(HttpMethod.Delete, Of(owner, "/WorkflowAdministrator"))).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await House.System().CallAsync(HttpMethod.Delete, Of(await House.NewUserAsync(Role.TenantAdministrator, "admins-x"), "/TenantAdministrator")))
            .IsProblem(HttpStatusCode.Conflict, "role-is-synced");
    }

    [Fact]
    public async Task Delete_OfOneUnit_LeavesTheOthers()
    {
        var user = await House.NewUserAsync(null);
        using var system = House.System();
        var north = (await system.CallAsync(HttpMethod.Post, $"{Tenant}/organization-units", """{"name":"North"}""")).IsOk(HttpStatusCode.Created).Text("id");
        (await PutAsync(system, user, (Role.WorkflowAdministrator, Root), (Role.WorkflowAdministrator, north))).IsOk();

        Assert.Equal(HttpStatusCode.NoContent, (await system.CallAsync(HttpMethod.Delete, Of(user, $"/WorkflowAdministrator?unit={north}"))).Status);

        Assert.Single(await RolesAsync(user));
        Assert.Equal(HttpStatusCode.NoContent, (await system.CallAsync(HttpMethod.Delete, $"{Tenant}/organization-units/{north}")).Status);
    }

    [Fact]
    public async Task Roles_OfAUserInTheBin_AreKeptAndReturn()
    {
        var user = await House.NewUserAsync(Role.WorkflowAdministrator, unit: Root);
        using var caller = House.Client(SaidIdentity.User(ApiHouse.Tenant, user));
        (await caller.CallAsync(HttpMethod.Get, $"{Tenant}/users")).IsOk();

        await StateAsync(user, UserState.SoftDeleted);
        Assert.Equal(HttpStatusCode.Forbidden, (await caller.CallAsync(HttpMethod.Get, $"{Tenant}/users")).Status);
        Assert.Equal(["WorkflowAdministrator Assigned"], await RolesAsync(user));
        (await PutAsync(House.System(), user)).IsProblem(HttpStatusCode.NotFound, "user-not-found");
        await StateAsync(user, UserState.Active);
        (await caller.CallAsync(HttpMethod.Get, $"{Tenant}/users")).IsOk();
    }

    private async Task StateAsync(string user, UserState state) => await House.Tables.Users.UpdateEntityAsync(
        new TableEntity(UserRow.Partition(ApiHouse.Tenant, user), user) { ["State"] = state.ToString() }, Azure.ETag.All, TableUpdateMode.Merge,
        TestContext.Current.CancellationToken);

    private async Task<IEnumerable<string>> RolesAsync(string user) =>
        (await House.System().CallAsync(HttpMethod.Get, Of(user))).IsOk().Json["roles"]!.AsArray()
            .Select(role => $"{role!["role"]!.GetValue<string>()} {role["source"]!.GetValue<string>()}");

    private async Task<List<string>> LinesAsync(string user)
    {
        var lines = new List<string>();
        await foreach (var row in House.Tables.Ledger.QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken))
        {
            if (row.GetString("Subject") == user)
                lines.Add(row.Text("Action"));
        }

        return lines;
    }

    private static Task<Reply> PutAsync(HttpClient client, string user, params (Role Role, string Unit)[] roles) => client.CallAsync(
        HttpMethod.Put, Of(user),
        $$"""{"assigned":[{{string.Join(',', roles.Select(role => $$"""{"role":"{{role.Role}}","organizationUnitId":"{{role.Unit}}"}"""))}}]}""");

    private static string Of(string user, string more = "") => $"{Tenant}/users/{user}/roles{more}";
}
