using NimbusFunctions.Access;

namespace NimbusFunctions.Tests.Access;

public class AccessDecisionTests
{
    [Fact]
    public void ScopeOf_NoGrants_IsNothing()
    {
        foreach (var permission in PermissionTable.Names)
        {
            foreach (var letter in Enum.GetValues<Letters>().Where(letter => letter != Letters.None))
                Assert.True(AccessDecision.ScopeOf([], permission, letter).IsNothing);
        }
    }

    [Fact]
    public void ScopeOf_UnknownPermission_IsNothingForAnybody() => Assert.True(
        AccessDecision.ScopeOf([new(Role.SystemAdministrator, new GrantScope.AllTenants())], "no-such-thing", Letters.Read).IsNothing);

    [Fact]
    public void ScopeOf_UnitAdministrator_ReachesTheUnitAndWhatLiesBelow()
    {
        var scope = AccessDecision.ScopeOf(
            [new(Role.OrganizationUnitAdministrator, new GrantScope.Unit("north"))], Permissions.Users, Letters.Read);

        Assert.True(scope.Covers(["oslo", "north", "all"]));
        Assert.False(scope.Covers(["south", "all"]));
    }

    [Fact]
    public void ScopeOf_TeamMember_ReadsTheOwnServiceOnly()
    {
        var grants = new[] { new RoleGrant(Role.TeamMember, new GrantScope.Service("sales")) };

        Assert.True(AccessDecision.ScopeOf(grants, Permissions.Services, Letters.Read).Covers([], "sales"));
        Assert.False(AccessDecision.ScopeOf(grants, Permissions.Services, Letters.Read).Covers([], "help"));
        Assert.True(AccessDecision.ScopeOf(grants, Permissions.Services, Letters.Update).IsNothing);
        Assert.True(AccessDecision.ScopeOf(grants, Permissions.Users, Letters.Read).IsNothing);
    }

    [Theory]
    [InlineData("settings.general.name")]
    [InlineData("settings.general.tenantAdministrationSecurityGroup")]
    public void Of_TenantAdministrator_MayNotChangeWhoTheTenantIs(string field) =>
        Assert.False(PermissionTable.Of(field, Role.TenantAdministrator).HasFlag(Letters.Update));

    [Fact]
    public void Names_EveryFieldOfEverySection_HasARow()
    {
        foreach (var section in NimbusFunctions.Tenants.Sections.SettingsCatalogue.All.Values)
        {
            using var defaults = System.Text.Json.JsonDocument.Parse(section.DefaultJson);
            foreach (var field in defaults.RootElement.EnumerateObject())
                Assert.Contains($"{Permissions.Settings}.{section.Name}.{field.Name}", PermissionTable.Names);
        }
    }
}
