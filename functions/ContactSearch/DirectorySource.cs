using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using NimbusFunctions.Graph;
using NimbusFunctions.Tenants.Checks;

namespace NimbusFunctions.ContactSearch;

/// <summary>
/// Looks in the tenant's directory: in every field with the permission <c>User.Read.All</c>, the app's own or the user's, else
/// by name alone with what the user has granted. The tenant's filter narrows both, and a filter that is not carried out finds
/// nobody.
/// </summary>
internal sealed class DirectorySource(GraphClients clients, TokenRoles roles, UserTokens tokens, ConsentLinks links) : IContactSource
{
    private const string Advanced = "User.Read.All";
    private const string Basic = "User.ReadBasic.All";
    private static readonly string[] BasicColumns = ["id", "displayName", "givenName", "surname", "mail", "userPrincipalName"];
    private static readonly string[] AllColumns =
        [.. BasicColumns, "jobTitle", "department", "companyName", "city", "state", "country", "businessPhones", "mobilePhone"];

    public ContactSource Name => ContactSource.Directory;

    public async Task<SourceFinding> FindAsync(ContactRequest request, CancellationToken cancellation)
    {
        if (request.Settings.GraphFilter is { Length: > 0 } filter && FilterText.Fault(filter) is { } fault)
            return SourceFinding.Failed($"The tenant's filter of the contact search cannot be used: {fault}");
        if ((await roles.OfAsync(request.Tenant, cancellation)).Contains(Advanced))
            return await AskAsync(clients.For(request.Tenant, new GraphUse()), request, isAdvanced: true, null, cancellation);
        if (request.UserToken is null)
            return SourceFinding.Failed($"The application permission {Advanced} is not granted.", [Advanced], links.OfAdministrator(request.Tenant, [Advanced]));
        if (await tokens.GetAsync(request.Tenant, request.UserToken, cancellation) is not { } token
            || !(token.Scopes.Contains(Basic) || token.Scopes.Contains(Advanced)))
            return SourceFinding.Failed($"The permission {Basic} is not granted.", [Basic], links.OfUser(request.Tenant, ["User.Read", Basic]));
        var client = clients.OnBehalfOf(request.Tenant, token.Credential);
        return token.Scopes.Contains(Advanced)
            ? await AskAsync(client, request, isAdvanced: true, null, cancellation)
            : await AskBasicAsync(client, request, cancellation);
    }

    private async Task<SourceFinding> AskBasicAsync(GraphServiceClient client, ContactRequest request, CancellationToken cancellation)
    {
        var link = links.OfAdministrator(request.Tenant, [Advanced]);
        if (request.Query.Filters.Count > 0 || (request.Query.Field is { } field && !SearchField.Of(field).IsBasic))
            return SourceFinding.Failed($"The search by this field and its filters need {Advanced}, which is not granted.", [Advanced], link);
        var says = $"Only names are searched: {Advanced} is not granted.";
        return await AskAsync(client, request, isAdvanced: false, new([], Says: says, Missing: [Advanced], ConsentUrl: link), cancellation);
    }

    private async Task<SourceFinding> AskAsync(
        GraphServiceClient client, ContactRequest request, bool isAdvanced, SourceFinding? with, CancellationToken cancellation)
    {
        var fields = request.Query.FieldsIn(Name).Where(field => isAdvanced || field.IsBasic).Select(field => field.Name).ToList();
        var question = DirectoryFilter.Of(request.Query, request.Settings.GraphFilter, fields);
        try
        {
            var answer = await client.Users.GetAsync(
                get =>
                {
                    get.Headers.Add("ConsistencyLevel", "eventual");
                    (get.QueryParameters.Search, get.QueryParameters.Filter) = (question.Search, question.Filter);
                    (get.QueryParameters.Count, get.QueryParameters.Top) = (true, request.Query.Top);
                    get.QueryParameters.Select = isAdvanced ? AllColumns : BasicColumns;
                },
                cancellation);
            // Graph: "Advanced query capabilities": some combinations fail silently, and then there is no @odata.count.
            return answer?.OdataCount is null
                ? SourceFinding.Failed("Microsoft's directory did not carry the search out with the tenant's filter; the check graph-filter tells more.")
                : (with ?? new([])) with { Contacts = [.. (answer.Value ?? []).Select(Of)] };
        }
        catch (ApiException failure) when (failure.ResponseStatusCode == StatusCodes.Status400BadRequest && request.Settings.GraphFilter is { Length: > 0 })
        {
            return SourceFinding.Failed("Microsoft's directory refuses the tenant's filter of the contact search; the check graph-filter tells more.");
        }
        catch (ApiException failure) when (failure.ResponseStatusCode == StatusCodes.Status403Forbidden)
        {
            return SourceFinding.Failed($"The permission {Advanced} is not granted.", [Advanced], links.OfAdministrator(request.Tenant, [Advanced]));
        }
    }

    private static FoundContact Of(User user) => new(
        ContactSource.Directory,
        user.Id,
        user.DisplayName,
        user.GivenName,
        user.Surname,
        user.UserPrincipalName,
        FoundContact.Texts(user.Mail),
        null,
        FoundContact.Texts(user.BusinessPhones ?? []),
        FoundContact.Texts(user.MobilePhone),
        null,
        user.JobTitle,
        user.CompanyName,
        user.Department,
        user.City,
        user.State,
        user.Country);
}
