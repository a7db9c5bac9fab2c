using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.AddressBooks;

/// <summary>The address books of the caller's tenant, each in its organization unit.</summary>
internal static class AddressBookEndpoints
{
    private const string Path = "/AddressBooks";
    private const string One = $"{Path}/{{book}}";
    private const int MostTop = 200;

    public static void MapBooks(this RouteGroupBuilder v2)
    {
        v2.MapGet(Path, ListAsync).RequireInOwnTenant(Permissions.AddressBooks, Letters.Read);
        v2.MapPost(Path, CreateAsync).RequireInOwnTenant(Permissions.AddressBooks, Letters.Create);
        v2.MapGet(One, ReadAsync).RequireInOwnTenant(Permissions.AddressBooks, Letters.Read).TakesNoQuery();
        v2.MapPatch(One, PatchAsync).RequireInOwnTenant(Permissions.AddressBooks, Letters.Update);
        v2.MapDelete(One, DeleteAsync).RequireInOwnTenant(Permissions.AddressBooks, Letters.Delete);
    }

    /// <summary>
    /// Without parameters the list of the published connector, from which a flow's author chooses: books that take flow
    /// actions. With <c>top</c> or <c>continuation</c> the page that administrators need: all of them, with what is set.
    /// </summary>
    private static async Task<IResult> ListAsync(HttpContext http, AddressBookDesk desk, TenantStore tenants)
    {
        var errors = new ValidationErrors();
        var paging = Paging.Parse(http.Request.Query, MostTop, MostTop, [], errors);
        var from = paging.From(ContinuationToken.Decode, errors) ?? "";
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var units = await VisibleUnits.ReadAsync(http, Permissions.AddressBooks, Letters.Read, tenants);
        var seen = (await desk.ListAsync(http.TenantId(), http.RequestAborted)).Select(stored => stored.Book)
            .Where(book => units.Cover(book.OrganizationUnitId)).ToList();
        if (!paging.IsAsked)
            return Results.Json(
                [.. seen.Where(book => book.FlowActions).OrderBy(book => book.Name, StringComparer.Ordinal).Select(book => new AddressBookName(book.Id, book.Name))],
                AddressBookJson.Plain.IReadOnlyListAddressBookName);
        var rest = seen.Where(book => string.CompareOrdinal(book.Id, from) > 0).Take(paging.Top + 1).ToList();
        var page = rest.Take(paging.Top).Select(AddressBookAnswer.Of).ToList();
        return Results.Json(
            new Page<AddressBookAnswer>(page, rest.Count > paging.Top ? ContinuationToken.Encode(page[^1].Id) : null), AddressBookJson.Plain.PageAddressBookAnswer);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, AddressBookDesk desk)
    {
        var (body, problem) = await TakeAsync(http, isNew: true);
        if (body is null)
            return new ProblemResult(problem!);
        var (made, obstacle) = await desk.MakeAsync(http, body);
        return made is null ? new ProblemResult(obstacle!) : Answer(http, made, StatusCodes.Status201Created);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string book, AddressBookDoor door)
    {
        var (stored, refusal) = await door.FindAsync(http, book, Permissions.AddressBooks, Letters.Read);
        return stored is null ? refusal! : Answer(http, stored);
    }

    private static async Task<IResult> PatchAsync(HttpContext http, string book, AddressBookDoor door, AddressBookDesk desk)
    {
        var (stored, refusal) = await door.FindAsync(http, book, Permissions.AddressBooks, Letters.Update);
        if (stored is null)
            return refusal!;
        if (!IfMatch.Of(http).Agrees(EntityTag.Of(stored.ETag)))
            return Changed(book);
        var (body, problem) = await TakeAsync(http, isNew: false);
        if (body is null)
            return new ProblemResult(problem!);
        if (body.FlowActions is not null && http.Caller().ScopeOf(Permissions.AddressBookFlowActions, Letters.Update).IsNothing)
            return new ProblemResult(AccessProblem.Missing(Permissions.AddressBookFlowActions, Letters.Update));
        var (changed, obstacle) = await desk.ChangeAsync(http, stored, body);
        return changed is null ? new ProblemResult(obstacle!) : Answer(http, changed);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, string book, AddressBookDoor door, AddressBookDesk desk)
    {
        var (stored, refusal) = await door.FindAsync(http, book, Permissions.AddressBooks, Letters.Delete, evenEnding: true);
        if (stored is null)
            return refusal!;
        if (stored.Book.IsUsable && !IfMatch.Of(http).Agrees(EntityTag.Of(stored.ETag)))
            return Changed(book);
        return await desk.RemoveAsync(http, stored) is { } obstacle ? new ProblemResult(obstacle) : Results.NoContent();
    }

    private static async Task<(AddressBookBody? Body, Problem? Problem)> TakeAsync(HttpContext http, bool isNew)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, AddressBookJson.Plain.AddressBookBody);
        return body?.Validate(isNew) is { Any: true } errors ? (null, errors.ToProblem()) : (body, problem);
    }

    private static IResult Answer(HttpContext http, StoredBook stored, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.ETag = EntityTag.Of(stored.ETag);
        return Results.Json(AddressBookAnswer.Of(stored.Book), AddressBookJson.Plain.AddressBookAnswer, statusCode: status);
    }

    private static ProblemResult Changed(string id) =>
        new(Problem.Changed($"Address book {Printable.Short(id)} was changed meanwhile; read it again and decide anew."));
}
