using NimbusFunctions.Web;

namespace NimbusFunctions.AddressBooks;

/// <summary>The body of a book that is made or changed; what is left out stays, or is as at first.</summary>
/// <param name="OrganizationUnitId">At first the root of the tenant's units.</param>
/// <param name="FlowActions">At first they are on.</param>
internal sealed record AddressBookBody(string? Name = null, string? OrganizationUnitId = null, bool? FlowActions = null)
{
    public ValidationErrors Validate(bool isNew)
    {
        var errors = new ValidationErrors();
        errors.Text("name", Name, AddressBook.LongestName, required: isNew);
        errors.Guid("organizationUnitId", OrganizationUnitId);
        return errors;
    }
}
