namespace NimbusFunctions.ContactSearch;

/// <summary>Somebody or something that was found. What its source does not say is left out.</summary>
/// <param name="Id">Its own in its source: an external id, a directory object id, a service's id.</param>
/// <param name="AddressBookId">Of a contact of an address book.</param>
/// <param name="Services">Of a user, through which services he was found.</param>
/// <param name="Members">Of a service, at most 100 who are in it.</param>
internal sealed record FoundContact(
    ContactSource Source,
    string? Id,
    string? DisplayName,
    string? FirstName = null,
    string? LastName = null,
    string? UserPrincipalName = null,
    IReadOnlyList<string>? EmailAddresses = null,
    IReadOnlyList<string>? ImAddresses = null,
    IReadOnlyList<string>? BusinessPhones = null,
    IReadOnlyList<string>? MobilePhones = null,
    IReadOnlyList<string>? HomePhones = null,
    string? JobTitle = null,
    string? Company = null,
    string? Department = null,
    string? City = null,
    string? State = null,
    string? Country = null,
    string? AddressBookId = null,
    IReadOnlyList<string>? Services = null,
    IReadOnlyList<ServiceMember>? Members = null)
{
    public static IReadOnlyList<string>? Texts(params IEnumerable<string?> texts)
    {
        var there = texts.Where(text => !string.IsNullOrEmpty(text)).Select(text => text!).ToList();
        return there.Count == 0 ? null : there;
    }

    public static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>Somebody in a service.</summary>
internal sealed record ServiceMember(string Id, string DisplayName, string UserPrincipalName);
