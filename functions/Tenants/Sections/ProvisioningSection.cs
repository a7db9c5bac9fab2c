using NimbusFunctions.Fields;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>What applies when services are created.</summary>
/// <param name="DefaultOrganizationUnitId">Where new services and users lie; null: the unit made with the tenant.</param>
/// <param name="AllowServiceProvisioning">Who may provision a service from Teams.</param>
/// <param name="DefaultTeamOwnerRole">What an owner of a new service's team becomes; later changes do not touch services that exist.</param>
/// <param name="Multihoming">Whether the tenant is spread over several clusters.</param>
internal sealed record ProvisioningSection(
    string? DefaultOrganizationUnitId = null,
    string AllowServiceProvisioning = ProvisioningSection.Everyone,
    string DefaultTeamOwnerRole = ProvisioningSection.TeamOwner,
    bool Multihoming = false)
{
    public const string Everyone = "Everyone";
    public const string TenantAndOrganizationUnitAdministrators = "TenantAndOrganizationUnitAdministrators";
    public const string TenantAdministrators = "TenantAdministrators";
    public const string NoOne = "NoOne";
    public const string TeamOwner = "TeamOwner";
    public const string TeamOwnerLimited = "TeamOwnerLimited";

    public const string DefaultUnitField = "defaultOrganizationUnitId";

    /// <summary>Units' ids are compared with what is stored in users and services.</summary>
    public ProvisioningSection Shaped() => this with { DefaultOrganizationUnitId = DefaultOrganizationUnitId?.ToLowerInvariant() };

    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        new(DefaultUnitField, new GuidRule(), "Where new services and users lie, one of the tenant's organization units; none: the unit that was made with the tenant.", "New services and users lie there.")
            { Place = "Provisioning > Default OU for MS Teams creation" },
        new("allowServiceProvisioning", new WordRule(Everyone, TenantAndOrganizationUnitAdministrators, TenantAdministrators, NoOne), "Who may make a service of a team from Teams.", "`POST …/teams/{team}/service` asks it; `Everyone` means the owners of the team.")
            { Place = "Provisioning > Allow service provisioning via MS Teams" },
        new("defaultTeamOwnerRole", new WordRule(TeamOwner, TeamOwnerLimited), "What the owners of a new service's team become.", "New services begin with it.")
            { Place = "Provisioning > Default Team Owner Role" },
        new("multihoming", new SwitchRule(), "Whether the tenant is spread over several clusters.", "Stored for the operator's clusters, whose routing reads it here.")
            { Place = "Provisioning > Enable Multihoming", Decided = "The product sets it up by a System Administrator; its matrix has no row for it." },
    ];
}
