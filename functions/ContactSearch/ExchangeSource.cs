using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using NimbusFunctions.Graph;

namespace NimbusFunctions.ContactSearch;

/// <summary>
/// Looks through the caller's own contacts in Exchange, on the user's behalf. They are read and compared here: Graph has no
/// search for contacts that finds what stands within a name, and so nothing that was typed goes into an address.
/// </summary>
internal sealed class ExchangeSource(GraphClients clients, UserTokens tokens, ConsentLinks links) : IContactSource
{
    /// <summary>So many of a user's contacts are looked at.</summary>
    public const int Most = 5_000;

    private const string Address =
        "/me/contacts?$top=500&$select=id,displayName,givenName,surname,emailAddresses,imAddresses,businessPhones,homePhones,mobilePhone,jobTitle,companyName,department,businessAddress";
    private static readonly string[] Needed = ["Contacts.Read", "Contacts.Read.Shared"];

    public ContactSource Name => ContactSource.Exchange;

    public async Task<SourceFinding> FindAsync(ContactRequest request, CancellationToken cancellation)
    {
        if (request.UserToken is null)
            return SourceFinding.Failed("No user is signed in whose contacts could be searched.");
        var token = await tokens.GetAsync(request.Tenant, request.UserToken, cancellation);
        var missing = Needed.Where(permission => token?.Scopes.Contains(permission) != true).ToList();
        if (token is null || missing.Contains(Needed[0]))
            return Refused(request, missing);
        try
        {
            return await LookAsync(clients.OnBehalfOf(request.Tenant, token.Credential), request, cancellation) is var finding && missing.Count == 0
                ? finding
                : finding with { Missing = missing, ConsentUrl = links.OfUser(request.Tenant, missing) };
        }
        catch (ApiException failure) when (failure.ResponseStatusCode == StatusCodes.Status403Forbidden)
        {
            return Refused(request, Needed);
        }
        catch (ApiException failure) when (failure.ResponseStatusCode == StatusCodes.Status404NotFound)
        {
            return new([], Says: "The user has no mailbox.");
        }
    }

    private async Task<SourceFinding> LookAsync(GraphServiceClient client, ContactRequest request, CancellationToken cancellation)
    {
        var (found, looked) = (new List<FoundContact>(), 0);
        // The client's own path for the signed-in user needs a handler that this app has not.
        for (var next = clients.BaseUrl + Address; next is not null;)
        {
            var page = await client.Me.Contacts.WithUrl(next).GetAsync(cancellationToken: cancellation);
            looked += page?.Value?.Count ?? 0;
            found.AddRange((page?.Value ?? []).Where(contact => request.Query.Matches(Name, name => Values(contact, name))).Select(Of));
            if (found.Count >= request.Query.Top)
                break;
            next = page?.OdataNextLink;
            if (next is not null && looked >= Most)
                return new(found, Says: $"Only the first {looked} contacts were looked at.");
        }

        return new([.. found.Take(request.Query.Top)]);
    }

    private SourceFinding Refused(ContactRequest request, IReadOnlyList<string> missing) => SourceFinding.Failed(
        $"The user has not granted {string.Join(" and ", missing)}.", missing, links.OfUser(request.Tenant, missing));

    private static IEnumerable<string?> Values(Microsoft.Graph.Models.Contact contact, string name) => name switch
    {
        "displayName" => [contact.DisplayName, $"{contact.GivenName} {contact.Surname}", $"{contact.Surname} {contact.GivenName}"],
        "jobTitle" => [contact.JobTitle],
        "company" => [contact.CompanyName],
        "department" => [contact.Department],
        _ => [],
    };

    private static FoundContact Of(Microsoft.Graph.Models.Contact contact) => new(
        ContactSource.Exchange,
        contact.Id,
        contact.DisplayName ?? FoundContact.Text($"{contact.GivenName} {contact.Surname}".Trim()),
        contact.GivenName,
        contact.Surname,
        null,
        FoundContact.Texts((contact.EmailAddresses ?? []).Select(mail => mail.Address)),
        FoundContact.Texts(contact.ImAddresses ?? []),
        FoundContact.Texts(contact.BusinessPhones ?? []),
        FoundContact.Texts(contact.MobilePhone),
        FoundContact.Texts(contact.HomePhones ?? []),
        contact.JobTitle,
        contact.CompanyName,
        contact.Department,
        contact.BusinessAddress?.City,
        contact.BusinessAddress?.State,
        contact.BusinessAddress?.CountryOrRegion);
}
