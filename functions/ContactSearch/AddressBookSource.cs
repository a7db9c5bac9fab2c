using NimbusFunctions.AddressBooks;

namespace NimbusFunctions.ContactSearch;

/// <summary>Looks through the address books of the caller's units and of those above.</summary>
internal sealed class AddressBookSource(AddressBookStore books, ContactStore contacts) : IContactSource
{
    public ContactSource Name => ContactSource.AddressBooks;

    public async Task<SourceFinding> FindAsync(ContactRequest request, CancellationToken cancellation)
    {
        var found = new List<FoundContact>();
        var gate = new Lock();
        foreach (var book in (await books.ListAsync(request.Tenant, cancellation)).Select(stored => stored.Book))
        {
            if (!book.IsUsable || !request.Reach.Covers(book.OrganizationUnitId))
                continue;
            await contacts.ScanAsync(request.Tenant, book.Id, contact => Look(book, contact), cancellation);
            if (found.Count == request.Query.Top)
                break;
        }

        return new([.. found.OrderBy(contact => contact.DisplayName, StringComparer.OrdinalIgnoreCase)]);

        bool Look(AddressBook book, Contact contact)
        {
            if (!request.Query.Matches(Name, name => Values(contact, name)))
                return true;
            lock (gate)
            {
                if (found.Count < request.Query.Top)
                    found.Add(Of(book, contact));
                return found.Count < request.Query.Top;
            }
        }
    }

    private static IEnumerable<string?> Values(Contact contact, string name) => name switch
    {
        "displayName" => [contact.DisplayName, $"{contact.FirstName} {contact.LastName}", $"{contact.LastName} {contact.FirstName}"],
        "firstName" => [contact.FirstName],
        "lastName" => [contact.LastName],
        "initials" => [contact.Initials],
        "mail" => contact.EmailAddresses ?? [],
        "userPrincipalName" => [contact.UserPrincipalName],
        "jobTitle" => [contact.JobTitle],
        "businessPhones" => contact.BusinessPhones ?? [],
        "homePhones" => contact.HomePhones ?? [],
        "mobilePhones" => contact.MobilePhones ?? [],
        "imAddress" => contact.ImAddresses ?? [],
        "company" => [contact.Company],
        "department" => [contact.Department],
        "street" => Addresses(contact).Select(address => address.Street),
        "city" => Addresses(contact).Select(address => address.City),
        "country" => Addresses(contact).Select(address => address.Country),
        "state" => Addresses(contact).Select(address => address.State),
        "postalCode" => Addresses(contact).Select(address => address.PostalCode),
        _ => [],
    };

    private static FoundContact Of(AddressBook book, Contact contact) => new(
        ContactSource.AddressBooks,
        contact.ExternalId,
        contact.DisplayName ?? FoundContact.Text($"{contact.FirstName} {contact.LastName}".Trim()),
        contact.FirstName,
        contact.LastName,
        contact.UserPrincipalName,
        FoundContact.Texts(contact.EmailAddresses ?? []),
        FoundContact.Texts(contact.ImAddresses ?? []),
        FoundContact.Texts(contact.BusinessPhones ?? []),
        FoundContact.Texts(contact.MobilePhones ?? []),
        FoundContact.Texts(contact.HomePhones ?? []),
        contact.JobTitle,
        contact.Company,
        contact.Department,
        Addresses(contact).FirstOrDefault()?.City,
        Addresses(contact).FirstOrDefault()?.State,
        Addresses(contact).FirstOrDefault()?.Country,
        book.Id);

    private static IEnumerable<PostalAddress> Addresses(Contact contact) => (contact.Addresses ?? []).OfType<PostalAddress>();
}
