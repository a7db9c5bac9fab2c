using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Directory.Services.Provisioning;

/// <summary>Who may make a service of a team from Teams: a pure decision from <c>provisioning.allowServiceProvisioning</c>.</summary>
internal enum ProvisioningDecision
{
    Allowed,

    /// <summary>Owners of the team may; whether the caller is one, the directory knows.</summary>
    IfOwner,

    /// <summary>The tenant leaves it to a higher role, or to nobody.</summary>
    Refused,
}

/// <summary>Decides it.</summary>
internal static class Provisioning
{
    /// <param name="setting">One of the words of the setting.</param>
    /// <param name="scope">Where the caller has the permission <c>services.provisioning</c>.</param>
    /// <param name="unitPath">The unit that the service will lie in, and those above.</param>
    public static ProvisioningDecision Decide(string setting, AccessScope scope, IEnumerable<string> unitPath) => setting switch
    {
        ProvisioningSection.NoOne => ProvisioningDecision.Refused,
        ProvisioningSection.TenantAdministrators => scope.WholeTenant ? ProvisioningDecision.Allowed : ProvisioningDecision.Refused,
        ProvisioningSection.TenantAndOrganizationUnitAdministrators => scope.Covers(unitPath) ? ProvisioningDecision.Allowed : ProvisioningDecision.Refused,
        _ => scope.Covers(unitPath) ? ProvisioningDecision.Allowed : ProvisioningDecision.IfOwner,
    };

    /// <summary>What a refusal says.</summary>
    public static string Refusal(string setting) => setting switch
    {
        ProvisioningSection.NoOne => "The tenant lets nobody make services from Teams (provisioning.allowServiceProvisioning is NoOne); an administrator makes them.",
        ProvisioningSection.Everyone => "Only owners of the team may make a service of it, and the caller is none.",
        _ => $"The permission {Permissions.TeamProvisioning} (execute) is missing: provisioning.allowServiceProvisioning is {setting}.",
    };
}
