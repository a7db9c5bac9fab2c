using NimbusFunctions.Fields;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants;

/// <summary>The body of <c>POST /v1/tenants</c>.</summary>
/// <param name="Id">The Entra tenant id.</param>
/// <param name="Name">As displayed in the tenant list.</param>
/// <param name="O365Domain">The domain that the tenant is under.</param>
/// <param name="TenantAdministrationSecurityGroup">Object id of the group whose members administer the tenant.</param>
internal sealed record NewTenant(string? Id, string? Name, string? O365Domain = null, string? TenantAdministrationSecurityGroup = null)
{
    public GeneralSection General() => new(
        Name, O365Domain, TenantAdministrationSecurityGroup: TenantAdministrationSecurityGroup);

    public ValidationErrors Validate()
    {
        var errors = new ValidationErrors();
        if (Id is null)
            errors.Add("id", "must be the Entra tenant id, a GUID.");
        errors.Guid("id", Id);
        if (Guid.TryParse(Id, out var id) && id == Guid.Empty)
            errors.Add("id", "must be the Entra tenant id; no tenant has this one.");
        SettingsCatalogue.General.Take(SectionJson.Parse(SettingsCatalogue.General.Write(General())), SettingsBounds.Usual, errors);
        return errors;
    }
}
