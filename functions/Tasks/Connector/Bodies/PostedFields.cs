using NimbusFunctions.Directory.Services;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Bodies;

/// <summary>
/// The rules of the fields that several bodies share. An empty text counts as none: Power Automate sends one for what
/// was left empty in the designer. Lengths of a customer's fields are those of the product's address books.
/// </summary>
internal static class PostedFields
{
    public const int MostPreferredUsers = 10;
    private const int LowestPriority = 99;
    private const int MostParameters = 100;
    private const int MostNumbers = 10;
    private const int MostCustomFields = 20;

    public static void Optional(this ValidationErrors errors, string field, string? value, int longest)
    {
        if (!string.IsNullOrEmpty(value))
            errors.Text(field, value, longest);
    }

    public static void Service(this ValidationErrors errors, string? upn) => errors.Text("serviceUpn", upn, 128, required: true);

    public static void Priority(this ValidationErrors errors, string? priority)
    {
        if (!string.IsNullOrEmpty(priority))
            errors.OneOf("distributionPriority", priority, ServiceVocabulary.Priorities);
    }

    public static void PreferredUsers(this ValidationErrors errors, IReadOnlyList<PreferredUser>? users)
    {
        if (users?.Count > MostPreferredUsers)
            errors.Add("preferredUsers", $"must be at most {MostPreferredUsers}, there are {users.Count}.");
        foreach (var (place, user) in (users ?? []).Take(MostPreferredUsers).Index())
        {
            errors.Text($"preferredUsers[{place}].upn", user?.Upn, 128, required: true);
            if (user?.Priority is { } priority)
                errors.Range($"preferredUsers[{place}].priority", priority, 1, LowestPriority);
        }
    }

    public static void Parameters(this ValidationErrors errors, string field, IReadOnlyList<NamedValue>? parameters) =>
        errors.NamedValues(field, parameters, MostParameters, 128, 4096);

    public static void Customer(this ValidationErrors errors, Customer? customer)
    {
        if (customer is null)
            return;
        errors.Optional("customer.firstName", customer.FirstName, 64);
        errors.Optional("customer.lastName", customer.LastName, 64);
        errors.Optional("customer.displayName", customer.DisplayName, 256);
        errors.Optional("customer.company", customer.Company, 64);
        errors.Optional("customer.jobTitle", customer.JobTitle, 128);
        errors.Optional("customer.department", customer.Department, 64);
        errors.Optional("customer.streetAddress", customer.StreetAddress, 1024);
        errors.Optional("customer.postCode", customer.PostCode, 40);
        errors.Optional("customer.city", customer.City, 128);
        errors.Optional("customer.state", customer.State, 128);
        errors.Optional("customer.country", customer.Country, 128);
        errors.Optional("customer.primaryTelNumber", customer.PrimaryTelNumber, 32);
        errors.Optional("customer.UPN", customer.Upn, 128);
        errors.Optional("customer.imAddress", customer.ImAddress, 128);
        errors.Optional("customer.email", customer.Email, 128);
        errors.NamedValues("customer.telNumbers", customer.TelNumbers, MostNumbers, 64, 32);
        errors.NamedValues("customer.customFields", customer.CustomFields, MostCustomFields, 64, 1024);
    }

    private static void NamedValues(
        this ValidationErrors errors, string field, IReadOnlyList<NamedValue>? values, int most, int longestName, int longestValue)
    {
        if (values?.Count > most)
            errors.Add(field, $"must be at most {most}, there are {values.Count}.");
        foreach (var (place, value) in (values ?? []).Take(most).Index())
        {
            errors.Text($"{field}[{place}].name", value?.Name, longestName, required: true);
            // A value may have several lines.
            if (value?.Value?.Length > longestValue)
                errors.Add($"{field}[{place}].value", $"must be at most {longestValue} characters, it has {value.Value.Length}.");
        }
    }
}
