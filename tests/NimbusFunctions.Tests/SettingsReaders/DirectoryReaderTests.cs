using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Api;
using static NimbusFunctions.Tests.DirectoryRemovals.Cases;

namespace NimbusFunctions.Tests.SettingsReaders;

/// <summary>Settings that the directory sync reads.</summary>
public sealed class DirectoryReaderTests
{
    [Fact]
    [ChangesWith("general.tenantAdministrationSecurityGroup", "general.partnerAdministrationSecurityGroup", "provisioning.defaultOrganizationUnitId")]
    public async Task Sync_AfterTheGroupsAndTheDefaultUnitWereChanged_FollowsThem()
    {
        await using var simulated = await SimulatedHouse.StartAsync();
        using var system = simulated.House.System();
        await simulated.SyncAsync();
        var before = await AdministratorsAsync(simulated);
        Assert.NotEmpty(before["TenantAdministrator"]);
        Assert.Empty(before["PartnerAdministrator"]);
        var unit = (await system.CallAsync(HttpMethod.Post, $"{simulated.Tenant}/organization-units", """{"name":"New ones"}""")).IsOk(HttpStatusCode.Created).Text("id");

        await simulated.SetAsync("provisioning", $$"""{"defaultOrganizationUnitId":"{{unit}}"}""");
        await simulated.SetAsync(
            "general", $$"""{"tenantAdministrationSecurityGroup":null,"partnerAdministrationSecurityGroup":"{{simulated.Bench.Tenant.AdminGroupId}}"}""");
        var team = simulated.Bench.Tenant.Teams[0];
        (await system.CallAsync(HttpMethod.Put, $"{simulated.Tenant}/services/sales",
            $$"""{"upn":"sales@alpenwerk.example","displayName":"Sales","assignmentType":"MsTeams","teamId":"{{team.Id}}"}""")).IsOk(HttpStatusCode.Created);
        await simulated.SyncAsync();

        var after = await AdministratorsAsync(simulated);
        Assert.Equal(before["TenantAdministrator"].Order(), after["PartnerAdministrator"].Order());
        Assert.Empty(after["TenantAdministrator"]);
        var users = (await system.CallAsync(HttpMethod.Get, $"{simulated.Tenant}/users?serviceId=sales&top=200")).IsOk().Json["value"]!.AsArray();
        Assert.NotEmpty(users);
        Assert.All(users.Where(user => !before["TenantAdministrator"].Contains(user!["id"]!.GetValue<string>())), user => Assert.Equal(unit, user!["organizationUnitId"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("deleted", GuardCause.Deleted)]
    [InlineData("softDeleted", GuardCause.SoftDeleted)]
    [InlineData("leftLastService", GuardCause.LeftLastService)]
    [InlineData("teamGone", GuardCause.TeamGone)]
    [InlineData("default", GuardCause.Deleted)]
    [InlineData("default", GuardCause.SoftDeleted)]
    [InlineData("default", GuardCause.LeftLastService)]
    [InlineData("default", GuardCause.TeamGone)]
    [ChangesWith("removals.*")]
    internal void Guard_OfACause_HoldsByTheRuleThatTheSectionHasForIt(string field, GuardCause cause)
    {
        var plan = RemovalPlan.Make(Enumerable.Range(1, 5).Select(user => Of(user, cause)), Rows(Enumerable.Range(1, 5).Select(user => User(user, "s"))));

        Assert.Empty(RemovalGuard.Judge(plan, Facts(95, rules: Section(field, 1_000))));
        Assert.Contains(RemovalGuard.Judge(plan, Facts(95, rules: Section(field, 4))), reason => reason.Kind == HoldReason.Threshold);
    }

    private static Removal Of(int user, GuardCause cause) => cause switch
    {
        GuardCause.Deleted => Whole(user, RemovalCause.UserDeleted),
        GuardCause.SoftDeleted => Whole(user),
        GuardCause.LeftLastService => From(user, "s"),
        _ => From(user, "s", RemovalCause.TeamDeleted),
    };

    private static GuardSection Section(string field, int users) => SettingsCatalogue.Removals.Parse(
        new JsonObject { [field] = new JsonObject { ["users"] = users, ["percent"] = 100, ["when"] = GuardRule.Any } }.ToJsonString());

    private static async Task<Dictionary<string, List<string>>> AdministratorsAsync(SimulatedHouse simulated)
    {
        var found = new Dictionary<string, List<string>> { ["TenantAdministrator"] = [], ["PartnerAdministrator"] = [] };
        await foreach (var row in simulated.House.Tables.Users.QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: TestContext.Current.CancellationToken))
        {
            foreach (var role in found.Keys.Where(role => row.GetString("Memberships")?.Contains(role, StringComparison.Ordinal) == true))
                found[role].Add(row.RowKey);
        }

        return found;
    }
}
