using NimbusFunctions.Access;
using NimbusFunctions.Web;

namespace NimbusFunctions.AddressBooks;

/// <summary>The contacts of address books, as the connector's definition has them.</summary>
internal static class BookContactEndpoints
{
    /// <summary>So many contacts an answer has that is no page; where there are more, its header <c>Link</c> leads on.</summary>
    public const int MostUnpaged = 5_000;

    private const string Path = "/AddressBooks/{book}/contacts";
    private const string IdsName = "externalIds";
    private const int MostTop = 1_000;
    private const int MostIds = 1_000;
    private const int MostIdsInAddress = 100;

    public static void MapBookContacts(this RouteGroupBuilder v2)
    {
        v2.MapGet(Path, ListAsync).RequireInOwnTenant(Permissions.AddressBookContacts, Letters.Read);
        v2.MapPost(Path, AddAsync).RequireInOwnTenant(Permissions.AddressBookContacts, Letters.Create);
        v2.MapPut(Path, PutAsync).RequireInOwnTenant(Permissions.AddressBookContacts, Letters.Update);
        v2.MapPost($"{Path}/delete", RemoveAsync).RequireInOwnTenant(Permissions.AddressBookContacts, Letters.Delete);
        v2.MapPost($"{Path}/clear", ClearAsync).RequireInOwnTenant(Permissions.AddressBookContacts, Letters.Delete);
    }

    private static async Task<IResult> ListAsync(HttpContext http, string book, AddressBookDoor door, ContactStore contacts)
    {
        var errors = new ValidationErrors();
        var paging = Paging.Parse(http.Request.Query, MostTop, MostTop, [IdsName], errors, repeatable: IdsName);
        var from = paging.From(ContactPosition.Parse, errors) ?? ContactPosition.Start;
        var ids = IdsOf(http.Request.Query[IdsName]);
        if (ids.Count > MostIdsInAddress)
            errors.Add(IdsName, $"must be at most {MostIdsInAddress}, there are {ids.Count}.");
        if (ids.Count > 0 && paging.IsAsked)
            errors.Add("top", "goes with the whole book, not with externalIds.");
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var (found, refusal) = await door.ForFlowAsync(http, book, Letters.Read);
        if (found is null)
            return refusal!;
        if (ids.Count > 0)
            return Results.Json(await contacts.FindAsync(http.TenantId(), found.Id, ids, http.RequestAborted), AddressBookJson.Plain.IReadOnlyListContact);
        var (page, next) = await ReadAsync(http, found, contacts, paging.IsAsked ? paging.Top : MostUnpaged, from);
        if (paging.IsAsked)
            return Results.Json(new Page<Contact>(page, next), AddressBookJson.Plain.PageContact);
        if (next is not null)
            http.Response.Headers.Link = $"<{http.Request.Path}?top={MostTop}&continuation={next}>; rel=\"next\"";
        return Results.Json(page, AddressBookJson.Plain.IReadOnlyListContact);
    }

    private static async Task<(IReadOnlyList<Contact> Page, string? Next)> ReadAsync(HttpContext http, AddressBook book, ContactStore contacts, int top, ContactPosition from)
    {
        var (page, last) = (new List<Contact>(), from);
        await foreach (var (contact, position) in contacts.ReadAsync(http.TenantId(), book.Id, from, Math.Min(top + 1, MostTop), http.RequestAborted))
        {
            if (page.Count == top)
                return (page, last.Write());
            page.Add(contact);
            last = position;
        }

        return (page, null);
    }

    private static async Task<IResult> AddAsync(HttpContext http, string book, AddressBookDoor door, ContactStore contacts)
    {
        var (contact, id, refusal) = await TakeAsync(http, book, door, Letters.Create);
        if (contact is null)
            return refusal!;
        return await contacts.AddAsync(http.TenantId(), id, contact, http.RequestAborted) switch
        {
            ContactOutcome.Done => Results.Json(contact, AddressBookJson.Plain.Contact),
            ContactOutcome.Exists => new ProblemResult(Problem.Conflict(
                ProblemTypes.AlreadyExists, $"The address book has a contact '{Printable.Short(contact.ExternalId!)}' already; update it.")),
            ContactOutcome.Full => new ProblemResult(Problem.Conflict(ProblemTypes.TooMany, $"An address book has at most {ContactStore.Most} contacts.")),
            _ => AddressBookDoor.Missing(book),
        };
    }

    private static async Task<IResult> PutAsync(HttpContext http, string book, AddressBookDoor door, ContactStore contacts)
    {
        var (contact, id, refusal) = await TakeAsync(http, book, door, Letters.Update);
        if (contact is null)
            return refusal!;
        return await contacts.ReplaceAsync(http.TenantId(), id, contact, http.RequestAborted) == ContactOutcome.Done
            ? Results.Json(contact, AddressBookJson.Plain.Contact)
            : new ProblemResult(Problem.Missing(
                ProblemTypes.ContactNotFound, $"The address book has no contact '{Printable.Short(contact.ExternalId!)}'; add it."));
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, string book, AddressBookDoor door, ContactRemoval removal)
    {
        var (ids, problem) = await RequestBody.ReadAsync(http, AddressBookJson.Plain.Ids);
        if (ids is null)
            return new ProblemResult(problem!);
        var errors = new ValidationErrors();
        if (ids.Count > MostIds)
            errors.Add(IdsName, $"must be at most {MostIds}, there are {ids.Count}.");
        foreach (var (place, id) in ids.Take(MostIds).Index())
            errors.Text($"{IdsName}[{place}]", id, ContactRules.LongestId, required: true);
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var (found, refusal) = await door.ForFlowAsync(http, book, Letters.Delete);
        if (found is null)
            return refusal!;
        await removal.RemoveAsync(http.TenantId(), found.Id, ids.OfType<string>(), http.RequestAborted);
        return Results.Ok();
    }

    private static async Task<IResult> ClearAsync(HttpContext http, string book, AddressBookDoor door, AddressBookDesk desk)
    {
        var (found, refusal) = await door.ForFlowAsync(http, book, Letters.Delete);
        if (found is null)
            return refusal!;
        await desk.ClearAsync(http, found);
        return Results.Ok();
    }

    private static async Task<(Contact? Contact, string Book, IResult? Refusal)> TakeAsync(HttpContext http, string book, AddressBookDoor door, Letters letter)
    {
        var (contact, problem) = await RequestBody.ReadAsync(http, AddressBookJson.Plain.Contact);
        if (contact is null)
            return (null, "", new ProblemResult(problem!));
        if (ContactRules.Check(contact) is { Any: true } errors)
            return (null, "", new ProblemResult(errors.ToProblem()));
        var (found, refusal) = await door.ForFlowAsync(http, book, letter);
        return found is null ? (null, "", refusal) : (contact.Tidy(), found.Id, null);
    }

    /// <summary>
    /// The definition says nothing of how the list is written, so it is comma-separated (Swagger 2.0, collectionFormat); others
    /// repeat the parameter. An id may have a comma: each value is looked for as it is, too.
    /// </summary>
    private static List<string> IdsOf(Microsoft.Extensions.Primitives.StringValues values) =>
        [.. values.OfType<string>().SelectMany(value => value.Split(',').Append(value)).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)];
}
