using NimbusFunctions.Fields;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>What the partner may see of people.</summary>
/// <param name="PartnerSeesUsers">Whether Partner Administrators see the clear names of users.</param>
/// <param name="PartnerSeesCustomers">Whether Partner Administrators see the identifiers of customers.</param>
internal sealed record DataPrivacySection(bool PartnerSeesUsers = false, bool PartnerSeesCustomers = false)
{
    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        new("partnerSeesUsers", new SwitchRule(), "Whether Partner Administrators see who a user is.", "Else names and addresses of users are asterisks in every answer to them.")
            { Place = "Data Privacy > Allow Partner to see User Identifiers" },
        new("partnerSeesCustomers", new SwitchRule(), "Whether Partner Administrators see who a customer is.", "Else what tasks hold of customers is asterisks in every answer to them.")
            { Place = "Data Privacy > Allow Partner to see Customer Identifiers" },
    ];
}
