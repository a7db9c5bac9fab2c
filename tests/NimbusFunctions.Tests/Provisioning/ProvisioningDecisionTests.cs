using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tests.Provisioning;

public sealed class ProvisioningDecisionTests
{
    private static readonly string[] Path = ["unit", "root"];

    /// <summary>The four words of the setting, each for an administrator of the tenant, one of the unit, one of another unit, and nobody.</summary>
    [Theory]
    [InlineData(ProvisioningSection.Everyone, "Allowed", "Allowed", "IfOwner", "IfOwner")]
    [InlineData(ProvisioningSection.TenantAndOrganizationUnitAdministrators, "Allowed", "Allowed", "Refused", "Refused")]
    [InlineData(ProvisioningSection.TenantAdministrators, "Allowed", "Refused", "Refused", "Refused")]
    [InlineData(ProvisioningSection.NoOne, "Refused", "Refused", "Refused", "Refused")]
    public void Decide_EachWord_LetsThoseWhomItNames(string setting, string tenant, string unit, string otherUnit, string nobody) => Assert.Equal(
        new[] { tenant, unit, otherUnit, nobody },
        new[]
        {
            Scope(new(Role.TenantAdministrator, new GrantScope.WholeTenant())), Scope(new(Role.OrganizationUnitAdministrator, new GrantScope.Unit("root"))),
            Scope(new(Role.OrganizationUnitAdministrator, new GrantScope.Unit("other"))), Scope(new(Role.TeamOwner, new GrantScope.Service("service"))),
        }.Select(scope => NimbusFunctions.Directory.Services.Provisioning.Provisioning.Decide(setting, scope, Path).ToString()));

    private static AccessScope Scope(RoleGrant grant) => AccessDecision.ScopeOf([grant], Permissions.TeamProvisioning, Letters.Execute);
}
