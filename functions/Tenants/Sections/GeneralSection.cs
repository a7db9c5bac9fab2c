using NimbusFunctions.Fields;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>Who the tenant is and which security groups administer it.</summary>
/// <param name="Name">As displayed in the tenant list, 1 to 128 characters.</param>
/// <param name="O365Domain">The domain that the tenant is under, e.g. <c>contoso.example</c>.</param>
/// <param name="CompanyName">The company behind the tenant.</param>
/// <param name="PartnerAdministrationSecurityGroup">Object id of the group whose members are Partner Administrators.</param>
/// <param name="TenantAdministrationSecurityGroup">Object id of the group whose members are Tenant Administrators.</param>
/// <param name="CrmId">The tenant's id in a customer relationship tool.</param>
/// <param name="BillingAddress">Where the bill goes; says nothing about where data lie.</param>
internal sealed record GeneralSection(
    string? Name = null,
    string? O365Domain = null,
    string? CompanyName = null,
    string? PartnerAdministrationSecurityGroup = null,
    string? TenantAdministrationSecurityGroup = null,
    string? CrmId = null,
    BillingAddress? BillingAddress = null)
{
    private const string OfBills = "Stored for whoever writes the bills, who reads it here.";

    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        new("name", new TextRule(128) { IsRequired = true }, "The tenant's name.", "The list of tenants shows it.")
            { Place = "General > Tenant Information > Name" },
        new("o365Domain", new TextRule(255) { Form = TextForm.Domain }, "The domain that the tenant is under.", "The list of tenants shows it.")
            { Place = "General > Tenant Information > O365 Domain" },
        new("companyName", new TextRule(128), "The company behind the tenant.", OfBills)
            { Place = "General > Tenant Information > Company Name", Decided = "The product lets a tenant's administrators edit it; its matrix has no row for it." },
        new("partnerAdministrationSecurityGroup", new GuidRule(), "The group whose members are Partner Administrators of the tenant.", "The sync gives its members the role.")
            { Place = "General > Tenant Information > Partner Administration Security Group (GUID)" },
        new("tenantAdministrationSecurityGroup", new GuidRule(), "The group whose members are Tenant Administrators.", "The sync gives its members the role.")
            { Place = "General > Tenant Information > Tenant Administration Security Group (GUID)" },
        new("crmId", new TextRule(128), "The tenant's id in a customer relationship tool.", "Stored for the operator's customer relationship tool, which reads it here.")
            { Place = "General > CRM ID" },
        new("billingAddress", new GroupRule(
            new("street", new TextRule(1024), "Street and number."),
            new("city", new TextRule(128), "City."),
            new("postalCode", new TextRule(40), "Postal code."),
            new("country", new TextRule(128), "Country.")), "Where the bill goes; it says nothing about where data lie.", OfBills)
            { Place = "General > Billing Address" },
    ];
}

/// <summary>The address of a bill.</summary>
internal sealed record BillingAddress(string? Street = null, string? City = null, string? PostalCode = null, string? Country = null);
