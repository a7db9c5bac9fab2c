using NimbusFunctions.Fields;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>How many of each licence the tenant may give; none: as many as it likes.</summary>
internal sealed record LicencesSection(
    int? AdvancedRouting = null,
    int? EnterpriseRouting = null,
    int? ContactCenter = null,
    int? UserContactCenter = null,
    int? UserAttendantConsole = null,
    int? UserInteract = null,
    int? UserAssistant = null,
    int? UserInstantMessaging = null,
    int? UserExternalTask = null,
    int? UserEmail = null)
{
    private const string OfServices = "A service that would go beyond it does not get the licence (409).";
    private const string OfUsers = "A user who would go beyond it does not get the licence (409).";

    private static readonly WholeRule Count = new(0, 1_000_000) { MayBeNull = true };

    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        new("advancedRouting", Count, "Services with Advanced Routing.", OfServices) { Place = "Licenses > Service > Service Type Licenses" },
        new("enterpriseRouting", Count, "Services with Enterprise Routing.", OfServices) { Place = "Licenses > Service > Service Type Licenses" },
        new("contactCenter", Count, "Services with Contact Center.", OfServices) { Place = "Licenses > Service > Service Type Licenses" },
        new("userContactCenter", Count, "Users with Contact Center.", OfUsers) { Place = "Licenses > User > Service Type Licenses" },
        new("userAttendantConsole", Count, "Users with Attendant Console.", OfUsers) { Place = "Licenses > User > Feature Licenses" },
        new("userInteract", Count, "Users with Interact.", OfUsers) { Place = "Licenses > User > Feature Licenses" },
        new("userAssistant", Count, "Users with Assistant.", OfUsers) { Place = "Licenses > User > Feature Licenses" },
        new("userInstantMessaging", Count, "Users with Instant Messaging.", OfUsers) { Place = "Licenses > Modalities > Modality Licenses" },
        new("userExternalTask", Count, "Users with External Task.", OfUsers) { Place = "Licenses > Modalities > Modality Licenses" },
        new("userEmail", Count, "Users with Email.", OfUsers) { Place = "Licenses > Modalities > Modality Licenses" },
    ];
}
