namespace NimbusFunctions.Access;

/// <summary>The roles that are given by hand; all others come from teams, security groups or the operator.</summary>
internal static class AssignableRoles
{
    public static IReadOnlyList<Role> All { get; } =
        [Role.OrganizationUnitAdministrator, Role.WorkflowAdministrator, Role.UserSupervisor, Role.ServiceSupervisor];

    /// <summary>Whether the role needs the user's licence Contact Center.</summary>
    public static bool NeedsContactCenter(Role role) => role is Role.UserSupervisor or Role.ServiceSupervisor;

    /// <summary>The role of a name, spelled exactly; null: it is none of them.</summary>
    public static Role? Parse(string? name) => All.Where(role => role.ToString() == name).Select(role => (Role?)role).FirstOrDefault();
}
