using NimbusFunctions.Access;

namespace NimbusFunctions.Tests.TasksSurface;

/// <summary>Who may do what with tasks, letter by letter.</summary>
public class TaskPermissionTests
{
    private static readonly Role[] Flows = [Role.TenantAdministrator, Role.TeamOwner, Role.ServiceOwner];

    [Fact]
    public void External_IsForAdministratorsAndOwners() => Only(Permissions.ExternalTasks, Letters.Create, Flows);

    [Fact]
    public void Outbound_IsForTheLimitedOwnerToo() => Only(Permissions.OutboundTasks, Letters.Create, [.. Flows, Role.TeamOwnerLimited]);

    [Fact]
    public void Information_OfChatsAndEmails_IsForAdministratorsAndOwners() => Only(Permissions.TaskInformation, Letters.Update, Flows);

    [Fact]
    public void Cancel_IsForSupervisorsAndOwners()
    {
        foreach (var role in Enum.GetValues<Role>())
            Assert.Equal(
                role is Role.ServiceSupervisor or Role.TeamOwner or Role.ServiceOwner,
                PermissionTable.Of(Permissions.CancelTasks, role).HasFlag(Letters.Delete));
    }

    [Fact]
    public void Kill_IsForAdministratorsOfTenantAndUnit() =>
        Only(Permissions.KillTasks, Letters.Delete, [Role.TenantAdministrator, Role.OrganizationUnitAdministrator]);

    [Fact]
    public void Everybody_WhoMayEndTasks_MaySeeThem()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var mayEnd = PermissionTable.Of(Permissions.KillTasks, role) | PermissionTable.Of(Permissions.CancelTasks, role);
            if (mayEnd.HasFlag(Letters.Delete))
                Assert.True(PermissionTable.Of(Permissions.Tasks, role).HasFlag(Letters.Read));
        }
    }

    private static void Only(string permission, Letters letter, IReadOnlyCollection<Role> roles)
    {
        foreach (var role in Enum.GetValues<Role>())
            Assert.Equal(role == Role.SystemAdministrator || roles.Contains(role), PermissionTable.Of(permission, role).HasFlag(letter));
    }
}
