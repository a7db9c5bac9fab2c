using NimbusFunctions.Web;

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
    public static void Validate(GeneralSection section, ValidationErrors errors)
    {
        errors.Text("name", section.Name, 128, required: true);
        errors.Text("o365Domain", section.O365Domain, 255);
        if (section.O365Domain is { Length: > 0 } domain && Uri.CheckHostName(domain) != UriHostNameType.Dns)
            errors.Add("o365Domain", "must be a domain name such as contoso.example.");
        errors.Text("companyName", section.CompanyName, 128);
        errors.Guid("partnerAdministrationSecurityGroup", section.PartnerAdministrationSecurityGroup);
        errors.Guid("tenantAdministrationSecurityGroup", section.TenantAdministrationSecurityGroup);
        errors.Text("crmId", section.CrmId, 128);
        if (section.BillingAddress is not { } address)
            return;
        errors.Text("billingAddress.street", address.Street, 1024);
        errors.Text("billingAddress.city", address.City, 128);
        errors.Text("billingAddress.postalCode", address.PostalCode, 40);
        errors.Text("billingAddress.country", address.Country, 128);
    }
}

/// <summary>The address of a bill.</summary>
internal sealed record BillingAddress(string? Street = null, string? City = null, string? PostalCode = null, string? Country = null);
