using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Ledger;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.IntegrationTests.DirectorySync;

/// <summary>What no delta tells: drift that an audit mends, tombstones that expire, runs that only say what they would do.</summary>
public class AuditTests(LocalEditionFixture edition) : IClassFixture<LocalEditionFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private HttpClient System => edition.Client(edition.SystemToken);

    private StoreTables Tables => new(new TableServiceClient(edition.Edition.Azurite.ConnectionString));

    private string Root => $"v1/tenants/{edition.TenantId}";

    [Fact]
    public async Task When_TheStoreDrifted_Should_MendItAndSayWhat()
    {
        var before = await UsersAsync();
        var service = edition.Tenant.Teams[0].Id;
        var (drifted, lost) = (before[0], before[^1]);
        var department = (await edition.Api.FindUserAsync(drifted, Stop))!.Department;
        await Tables.Users.UpsertEntityAsync(
            new TableEntity(UserRow.Partition(edition.TenantId, drifted), drifted) { ["Department"] = "Drift" }, TableUpdateMode.Merge, Stop);
        await Tables.Users.DeleteEntityAsync(UserRow.Partition(edition.TenantId, lost), lost, ETag.All, Stop);

        // What a run would do, first; it changes nothing.
        Assert.False((await DryRunAsync()).GetProperty("counts").GetProperty("added").GetInt32() > 0);
        var mended = (await AuditAsync()).GetProperty("mended");

        Assert.Equal((1, 1), (mended.GetProperty("added").GetInt32(), mended.GetProperty("updated").GetInt32()));
        Assert.Equal(before, await UsersAsync());
        Assert.Equal(department, (await edition.Api.FindUserAsync(drifted, Stop))!.Department);
        Assert.NotEqual(0, (await System.CallAsync(HttpMethod.Get, $"{Root}/services/{service}")).Json.GetProperty("members").GetInt32());
    }

    [Fact]
    public async Task When_ATombstoneIsYoung_Should_KeepItsLicencesRolesAndSettingsForTheReturn()
    {
        var user = (await UsersAsync())[1];
        await Tables.Users.UpsertEntityAsync(
            new TableEntity(UserRow.Partition(edition.TenantId, user), user) { ["Licence"] = "ContactCenter" }, TableUpdateMode.Merge, Stop);
        await edition.Control.DeleteUserAsync(edition.TenantId, user, Stop);
        await edition.SyncAsync();
        await AuditAsync();
        Assert.Null(await edition.Api.FindUserAsync(user, Stop));

        await edition.Control.RestoreUserAsync(edition.TenantId, user, Stop);
        await edition.SyncAsync();

        Assert.NotNull(await edition.Api.FindUserAsync(user, Stop));
        var row = await Tables.Users.GetEntityAsync<TableEntity>(UserRow.Partition(edition.TenantId, user), user, null, Stop);
        Assert.Equal("ContactCenter", row.Value.GetString("Licence"));
    }

    [Fact]
    public async Task DryRun_SomebodyLeft_SaysSoAndRemovesNobody()
    {
        var before = await UsersAsync();
        var teams = await edition.Control.TeamsAsync(edition.TenantId, Stop);
        var user = teams.SelectMany(team => team.Members).First(id => before.Contains(id) && !teams.Any(team => team.Owners.Contains(id)));
        foreach (var team in teams.Where(team => team.Members.Contains(user)))
            await edition.Control.RemoveMemberAsync(edition.TenantId, team.Id, user, Stop);

        var answer = await DryRunAsync();

        Assert.Contains(answer.GetProperty("lines").EnumerateArray(), line =>
            line.GetProperty("subject").GetString() == user && line.GetProperty("action").GetString() == LedgerActions.MemberLeft);
        Assert.Equal(before, await UsersAsync());
        await edition.SyncAsync();
        Assert.Equal([.. before.Except([user])], await UsersAsync());
    }

    [Theory]
    [InlineData("dryRun=maybe", "dryRun")]
    [InlineData("dryrunn=true", "dryrunn")]
    public async Task DryRun_BadQuery_IsRefused(string query, string names)
    {
        var answer = await System.CallAsync(HttpMethod.Post, $"{Root}/sync?{query}");

        Assert.Equal(400, answer.Status);
        Assert.Contains(names, answer.Json.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteUser_OfATeam_IsAConflictThatNamesIt()
    {
        var user = (await UsersAsync())[2];

        (await System.CallAsync(HttpMethod.Delete, $"{Root}/users/{user}")).IsProblem(409, "team");
        (await System.CallAsync(HttpMethod.Delete, $"{Root}/users/{Guid.NewGuid():D}")).IsProblem(404);
        Assert.Equal(400, (await System.CallAsync(HttpMethod.Delete, $"{Root}/users/anna")).Status);
    }

    [Fact]
    public async Task DeleteUser_Tombstone_LeavesNothing()
    {
        var tombstone = Guid.NewGuid().ToString("D");
        await PutTombstoneAsync(tombstone, TimeProvider.System.GetUtcNow().AddDays(20));

        Assert.Equal(204, (await System.CallAsync(HttpMethod.Delete, $"{Root}/users/{tombstone}")).Status);

        Assert.Null(await new UserStore(Tables).FindAsync(edition.TenantId, tombstone, Stop));
        Assert.Empty(await new RoleAssignmentStore(Tables).ReadAsync(edition.TenantId, tombstone, Stop));
    }

    private async Task PutTombstoneAsync(string id, DateTimeOffset until)
    {
        var user = new NimbusUser(
            id, UserDetails.None, OrganizationUnit.DefaultIdOf(edition.TenantId), UserSource.Synced, UserState.Departed, [], until.AddDays(-30), until);
        await Tables.Users.AddEntityAsync(UserRow.Write(edition.TenantId, user), Stop);
        await Tables.Tenants.AddEntityAsync(
            new TableEntity(edition.TenantId, TenantKeys.RoleAssignment(id, "1")) { ["Role"] = nameof(Role.UserSupervisor) }, Stop);
    }

    private async Task<JsonElement> DryRunAsync() => (await System.CallAsync(HttpMethod.Post, $"{Root}/sync?dryRun=true")).Json;

    /// <summary>Starts the nightly timer by hand and waits for its run.</summary>
    private async Task<JsonElement> AuditAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "admin/functions/AuditDirectory") { Content = new StringContent("{}") };
        request.Headers.Add("x-functions-key", edition.Edition.Host.MasterKey);
        var began = TimeProvider.System.GetUtcNow();
        using var answer = await System.SendAsync(request, Stop);
        Assert.Equal(202, (int)answer.StatusCode);
        while (TimeProvider.System.GetUtcNow() < began + Patience)
        {
            var last = (await System.CallAsync(HttpMethod.Get, $"{Root}/sync")).Json.GetProperty("lastRun");
            if (last.GetProperty("kind").GetString() == "audit" && last.GetProperty("ended").GetDateTimeOffset() > began)
                return last;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
        }

        throw new TimeoutException("No audit has ended.");
    }

    private async Task<List<string>> UsersAsync() => [.. (await edition.Api.UsersAsync(Stop)).Select(user => user.Id).Order()];
}
