using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Web;

namespace NimbusFunctions.AddressBooks;

/// <summary>How long a contact's fields may be, as the product's address books say; all that is wrong is told at once.</summary>
internal static class ContactRules
{
    public const int LongestId = 128;
    private const int MostTexts = 10;
    private const int MostCustomFields = 20;

    public static ValidationErrors Check(Contact contact)
    {
        var errors = new ValidationErrors();
        errors.Text("externalId", contact.ExternalId, LongestId, required: true);
        errors.Optional("firstName", contact.FirstName, 64);
        errors.Optional("lastName", contact.LastName, 64);
        errors.Optional("displayName", contact.DisplayName, 256);
        errors.Optional("initials", contact.Initials, 16);
        errors.Optional("company", contact.Company, 64);
        errors.Optional("department", contact.Department, 64);
        errors.Optional("jobTitle", contact.JobTitle, 128);
        errors.Optional("userPrincipalName", contact.UserPrincipalName, 128);
        errors.Texts("imAddresses", contact.ImAddresses, 128);
        errors.Texts("emailAddresses", contact.EmailAddresses, 128);
        errors.Texts("businessPhones", contact.BusinessPhones, 32);
        errors.Texts("mobilePhones", contact.MobilePhones, 32);
        errors.Texts("homePhones", contact.HomePhones, 32);
        errors.Addresses(contact.Addresses);
        errors.CustomFields(contact.CustomFields);
        return errors;
    }

    private static void Texts(this ValidationErrors errors, string field, IReadOnlyList<string?>? texts, int longest)
    {
        errors.Most(field, texts, MostTexts);
        foreach (var (place, text) in (texts ?? []).Take(MostTexts).Index())
            errors.Optional($"{field}[{place}]", text, longest);
    }

    private static void Addresses(this ValidationErrors errors, IReadOnlyList<PostalAddress?>? addresses)
    {
        errors.Most("addresses", addresses, MostTexts);
        foreach (var (place, address) in (addresses ?? []).Take(MostTexts).Index())
        {
            // A street may have several lines.
            if (address?.Street?.Length > 1024)
                errors.Add($"addresses[{place}].street", $"must be at most 1024 characters, it has {address.Street.Length}.");
            errors.Optional($"addresses[{place}].city", address?.City, 128);
            errors.Optional($"addresses[{place}].country", address?.Country, 128);
            errors.Optional($"addresses[{place}].state", address?.State, 128);
            errors.Optional($"addresses[{place}].postalCode", address?.PostalCode, 40);
        }
    }

    private static void CustomFields(this ValidationErrors errors, IReadOnlyList<CustomField?>? fields)
    {
        errors.Most("customFields", fields, MostCustomFields);
        foreach (var (place, field) in (fields ?? []).Take(MostCustomFields).Index())
        {
            errors.Text($"customFields[{place}].name", field?.Name, 64, required: true);
            if (field?.Value?.Length > 1024)
                errors.Add($"customFields[{place}].value", $"must be at most 1024 characters, it has {field.Value.Length}.");
        }
    }

    private static void Most<T>(this ValidationErrors errors, string field, IReadOnlyList<T>? list, int most)
    {
        if (list?.Count > most)
            errors.Add(field, $"must be at most {most}, there are {list.Count}.");
    }
}
