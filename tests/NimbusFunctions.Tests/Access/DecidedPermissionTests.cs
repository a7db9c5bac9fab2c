using NimbusFunctions.Access;

namespace NimbusFunctions.Tests.Access;

/// <summary>What no matrix of the product says, and docs/access.md decides.</summary>
public sealed class DecidedPermissionTests
{
    private const string Fields = "settings.";

    [Fact]
    public void PartnerAdministrator_HasTheseLettersAndNoOthers()
    {
        var expected = new Dictionary<string, Letters>
        {
            [Permissions.Tenants] = Letters.Delete,
            [Permissions.Settings] = Letters.Read | Letters.Update,
            [Permissions.Retention] = Letters.Read | Letters.Execute,
        };
        foreach (var permission in new[]
        {
            Permissions.TenantState, Permissions.Licences, Permissions.OrganizationUnits, Permissions.Users, Permissions.UserUnit, Permissions.UserRoles, Permissions.RoleAssignment, Permissions.UserLicences,
            Permissions.Services, Permissions.ServiceSettings, Permissions.ServiceLicence, Permissions.Sync, Permissions.Presence, Permissions.Tasks, Permissions.Operations, Permissions.DeadLetters,
        })
            expected[permission] = Letters.Read;
        foreach (var field in ServicePermissions.Rows)
            expected[field.Key] = Letters.Read;

        var actual = PermissionTable.Names.Where(name => !name.StartsWith(Fields, StringComparison.Ordinal))
            .Where(name => PermissionTable.Of(name, Role.PartnerAdministrator) != Letters.None)
            .ToDictionary(name => name, name => PermissionTable.Of(name, Role.PartnerAdministrator));

        Assert.Equal(expected.OrderBy(row => row.Key, StringComparer.Ordinal), actual.OrderBy(row => row.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void SystemAdministrator_MayDoWhatAnybodyMayButWhatIsAMembersOwn() => Assert.Equal(
        new[] { Permissions.CancelTasks, Permissions.OwnActive }.Order(StringComparer.Ordinal),
        PermissionTable.Names.Where(name => Enum.GetValues<Role>().Any(role => (PermissionTable.Of(name, role) & ~PermissionTable.Of(name, Role.SystemAdministrator)) != Letters.None))
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(Permissions.Sync, Letters.Read | Letters.Execute)]
    [InlineData(Permissions.Presence, Letters.Read | Letters.Execute)]
    [InlineData(Permissions.Retention, Letters.Read | Letters.Execute)]
    [InlineData(Permissions.SyncRecordings, Letters.Read)]
    [InlineData(Permissions.LegalHolds, Letters.Create | Letters.Read | Letters.Delete)]
    [InlineData(Permissions.DataSubjects, Letters.Read | Letters.Execute)]
    [InlineData(Permissions.Operations, Letters.Read)]
    [InlineData(Permissions.DeadLetters, Letters.Read | Letters.Delete | Letters.Execute)]
    [InlineData(Permissions.DeadLetterContent, Letters.Read)]
    [InlineData(Permissions.Audit, Letters.Read)]
    public void TenantWide_IsForTheTenantsAdministratorsAlone(string permission, object letters)
    {
        Assert.Equal((Letters)letters, PermissionTable.Of(permission, Role.TenantAdministrator));
        foreach (var role in Enum.GetValues<Role>().Where(role => role > Role.TenantAdministrator))
            Assert.Equal(Letters.None, PermissionTable.Of(permission, role));
    }

    [Theory]
    [InlineData(Permissions.PauseAll)]
    [InlineData(Permissions.PausePurgeOfAll)]
    [InlineData(Permissions.Health)]
    [InlineData(Permissions.InteractSessions)]
    [InlineData(Permissions.OperationsOfAll)]
    [InlineData(Permissions.DeadLettersOfAll)]
    [InlineData(Permissions.AuditOfNone)]
    public void Operators_AreAloneWithWhatConcernsAllTenants(string permission)
    {
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.SystemAdministrator))
            Assert.Equal(Letters.None, PermissionTable.Of(permission, role));
    }

    [Theory]
    [InlineData(Permissions.AvailableUsers, "TenantAdministrator OrganizationUnitAdministrator UserSupervisor ServiceSupervisor TeamOwner TeamOwnerLimited ServiceOwner")]
    [InlineData(Permissions.UserStates, "TenantAdministrator UserSupervisor")]
    [InlineData(Permissions.Tasks, "PartnerAdministrator TenantAdministrator OrganizationUnitAdministrator ServiceSupervisor TeamOwner ServiceOwner")]
    public void Reading_IsForTheseRoles(string permission, string roles) => Assert.Equal(
        ["SystemAdministrator", .. roles.Split(' ')],
        Enum.GetValues<Role>().Where(role => PermissionTable.Of(permission, role).HasFlag(Letters.Read)).Select(role => role.ToString()));

    [Fact]
    public void Members_ChangeNoFieldOfAService()
    {
        foreach (var field in ServicePermissions.Rows.Select(row => row.Key))
            Assert.Equal(Letters.None, PermissionTable.Of(field, Role.TeamMember) | PermissionTable.Of(field, Role.ServiceAgent));
    }
}
