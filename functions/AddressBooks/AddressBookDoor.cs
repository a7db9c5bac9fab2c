using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.AddressBooks;

/// <summary>Finds the book that a call names, if the caller may do there what it wants.</summary>
internal sealed class AddressBookDoor(AddressBookStore books, TenantStore tenants)
{
    /// <param name="http">The call; its filter let it through.</param>
    /// <param name="id">The book.</param>
    /// <param name="permission">What the caller needs of it.</param>
    /// <param name="letter">What the caller wants to do.</param>
    /// <param name="evenEnding">Whether one that is being removed is found too.</param>
    public async Task<(StoredBook? Book, ProblemResult? Refusal)> FindAsync(
        HttpContext http, string id, string permission, Letters letter, bool evenEnding = false)
    {
        if (!Guid.TryParseExact(id, "D", out var guid)
            || await books.FindAsync(http.TenantId(), guid.ToString("D"), http.RequestAborted) is not { } stored
            || !(stored.Book.IsUsable || evenEnding))
            return (null, Missing(id));
        var units = await VisibleUnits.ReadAsync(http, permission, letter, tenants);
        return units.Cover(stored.Book.OrganizationUnitId)
            ? (stored, null)
            : (null, new(Problem.Forbidden($"The permission {permission} ({AccessProblem.Word(letter)}) is missing for address book {stored.Book.Id}.")));
    }

    /// <summary>The book whose contacts a flow reads or changes.</summary>
    public async Task<(AddressBook? Book, ProblemResult? Refusal)> ForFlowAsync(HttpContext http, string id, Letters letter)
    {
        var (stored, refusal) = await FindAsync(http, id, Permissions.AddressBookContacts, letter);
        if (stored is null)
            return (null, refusal);
        return stored.Book.FlowActions
            ? (stored.Book, null)
            : (null, new(new Problem(
                ProblemTypes.FlowActionsOff, "The address book takes no flow actions.", StatusCodes.Status403Forbidden,
                $"Flow actions of address book {stored.Book.Id} are switched off; an administrator of its organization unit switches them on.")));
    }

    public static ProblemResult Missing(string id) =>
        new(Problem.Missing(ProblemTypes.AddressBookNotFound, $"There is no address book '{Printable.Short(id)}'."));
}
