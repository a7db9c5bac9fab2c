using NimbusFunctions.Tenants.Sections;
using static NimbusFunctions.Directory.Services.Settings.Fields.FieldMaking;

namespace NimbusFunctions.Directory.Services.Settings.Fields;

/// <summary>What the members of a team are here.</summary>
internal static class UserFields
{
    public static IReadOnlyList<ServiceField> All { get; } =
    [
        Word("ownerRole", [ProvisioningSection.TeamOwner, ProvisioningSection.TeamOwnerLimited], "What the owners of the team are; the tenant's default when it is made.", "The sync gives owners the role with its next run, which begins at once.",
            service => service.OwnerRole, (service, word) => service with { OwnerRole = word }) with { Stays = true, Default = "\"TeamOwner\"", Place = "Settings > Users > Default Team Owner Role" },
        Switch("memberMayToggleActive", "Whether members switch their own flag.", "`PUT …/users/{u}/active` asks it.", "true",
            service => service.MemberMayToggleActive, (service, on) => service with { MemberMayToggleActive = on }) with { Place = "Settings > Users > Team member can change active state" },
    ];
}
