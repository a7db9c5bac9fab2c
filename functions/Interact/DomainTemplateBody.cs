using NimbusFunctions.Web;

namespace NimbusFunctions.Interact;

/// <summary>The body of a domain template that is made or changed.</summary>
internal sealed record DomainTemplateBody(string? Name, string? OrganizationUnitId, IReadOnlyList<string?>? Domains)
{
    public ValidationErrors Validate()
    {
        var errors = new ValidationErrors();
        errors.Text("name", Name, 128, required: true);
        errors.Guid("organizationUnitId", OrganizationUnitId);
        DomainTemplate.Check(Domains, errors);
        return errors;
    }
}
