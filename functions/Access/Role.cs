namespace NimbusFunctions.Access;

/// <summary>The roles of the product. Their names are stored, so they never change.</summary>
internal enum Role
{
    SystemAdministrator,
    PartnerAdministrator,
    TenantAdministrator,
    OrganizationUnitAdministrator,
    WorkflowAdministrator,
    UserSupervisor,
    ServiceSupervisor,
    TeamOwner,
    TeamOwnerLimited,
    ServiceOwner,
    ServiceAgent,
    TeamMember,
}
