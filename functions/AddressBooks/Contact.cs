namespace NimbusFunctions.AddressBooks;

/// <summary>A contact of an address book: read and written with the same fields.</summary>
/// <param name="ExternalId">Given by the system that it comes from; unique in its book, upper and lower case told apart.</param>
internal sealed record Contact(
    string? ExternalId = null,
    string? FirstName = null,
    string? LastName = null,
    string? DisplayName = null,
    string? Initials = null,
    string? Company = null,
    string? Department = null,
    string? JobTitle = null,
    string? UserPrincipalName = null,
    IReadOnlyList<string?>? ImAddresses = null,
    IReadOnlyList<string?>? EmailAddresses = null,
    IReadOnlyList<string?>? BusinessPhones = null,
    IReadOnlyList<string?>? MobilePhones = null,
    IReadOnlyList<string?>? HomePhones = null,
    IReadOnlyList<PostalAddress?>? Addresses = null,
    IReadOnlyList<CustomField?>? CustomFields = null)
{
    /// <summary>
    /// Without what is empty: Power Automate sends an empty text for what was left empty in the designer, and the published
    /// definition allows null nowhere.
    /// </summary>
    public Contact Tidy() => this with
    {
        FirstName = Text(FirstName),
        LastName = Text(LastName),
        DisplayName = Text(DisplayName),
        Initials = Text(Initials),
        Company = Text(Company),
        Department = Text(Department),
        JobTitle = Text(JobTitle),
        UserPrincipalName = Text(UserPrincipalName),
        ImAddresses = Texts(ImAddresses),
        EmailAddresses = Texts(EmailAddresses),
        BusinessPhones = Texts(BusinessPhones),
        MobilePhones = Texts(MobilePhones),
        HomePhones = Texts(HomePhones),
        Addresses = Addresses?.OfType<PostalAddress>().Select(address => address.Tidy()).ToList(),
        CustomFields = CustomFields?.OfType<CustomField>().Select(field => field with { Value = field.Value ?? "" }).ToList(),
    };

    internal static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static List<string?>? Texts(IReadOnlyList<string?>? texts) => texts?.Where(text => !string.IsNullOrWhiteSpace(text)).ToList();
}

/// <summary>An address of a contact.</summary>
internal sealed record PostalAddress(string? Street = null, string? City = null, string? Country = null, string? State = null, string? PostalCode = null)
{
    public PostalAddress Tidy() => new(Contact.Text(Street), Contact.Text(City), Contact.Text(Country), Contact.Text(State), Contact.Text(PostalCode));
}

/// <summary>A field that a contact has beside the known ones.</summary>
internal sealed record CustomField(string? Name = null, string? Value = null);
