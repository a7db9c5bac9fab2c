using NimbusFunctions.Access;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.AddressBooks;

/// <summary>Makes, changes and removes address books.</summary>
internal sealed class AddressBookDesk(
    AddressBookStore books, ContactCounts counts, ContactRemoval removal, TenantStore tenants, LedgerStore ledger, TimeProvider time)
{
    // Longer than any call takes: nobody is at it any more.
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <summary>The books that can be used. What a call that broke off left of others is removed first.</summary>
    public async Task<IReadOnlyList<StoredBook>> ListAsync(string tenant, CancellationToken cancellation)
    {
        var all = await books.ListAsync(tenant, cancellation);
        foreach (var left in all.Where(stored => !stored.Book.IsUsable && stored.Book.StateSince < time.GetUtcNow() - Abandoned))
            await EndAsync(tenant, left.Book.Id, cancellation);
        return [.. all.Where(stored => stored.Book.IsUsable)];
    }

    public async Task<(StoredBook? Book, Problem? Problem)> MakeAsync(HttpContext http, AddressBookBody body)
    {
        var (tenant, cancellation) = (http.TenantId(), http.RequestAborted);
        if (await tenants.FindAsync(tenant, cancellation) is not { } known)
            return (null, Problem.NoTenant(tenant));
        if (known.DeletionAsked is not null)
            return (null, Problem.Conflict(ProblemTypes.TenantPendingDeletion, "The tenant is being deleted: it gets no more address books."));
        var unit = body.OrganizationUnitId?.ToLowerInvariant() ?? OrganizationUnit.DefaultIdOf(tenant);
        if (await UnitProblemAsync(http, unit, Letters.Create) is { } problem)
            return (null, problem);
        if ((await ListAsync(tenant, cancellation)).Count >= AddressBook.MostOfTenant)
            return (null, Problem.Conflict(ProblemTypes.TooMany, $"A tenant has at most {AddressBook.MostOfTenant} address books."));
        var book = new AddressBook(
            Guid.NewGuid().ToString("D"), body.Name!, unit, body.FlowActions ?? true, AddressBookState.Ending, time.GetUtcNow());
        await NoteAsync(http, LedgerActions.AddressBookMade, book.Id);
        // Should it break off here, the book is one that is being removed.
        if (await books.WriteAsync(tenant, book, null, cancellation) is not { } begun)
            return (null, Changed(book.Id));
        await counts.OpenAsync(tenant, book.Id, cancellation);
        var made = await books.WriteAsync(tenant, book with { State = AddressBookState.Usable, StateSince = time.GetUtcNow() }, begun.ETag, cancellation);
        if (made is null)
            return (null, Changed(book.Id));
        // Whoever removes a unit counts after the removal, whoever puts into it looks after the writing: one of them sees the other.
        if (await tenants.HasUnitAsync(tenant, unit, cancellation))
            return (made, null);
        await EndAsync(tenant, book.Id, cancellation);
        return (null, NoUnit);
    }

    public async Task<(StoredBook? Book, Problem? Problem)> ChangeAsync(HttpContext http, StoredBook stored, AddressBookBody body)
    {
        var unit = body.OrganizationUnitId?.ToLowerInvariant() ?? stored.Book.OrganizationUnitId;
        if (unit != stored.Book.OrganizationUnitId && await UnitProblemAsync(http, unit, Letters.Update) is { } problem)
            return (null, problem);
        var changed = stored.Book with { Name = body.Name ?? stored.Book.Name, OrganizationUnitId = unit, FlowActions = body.FlowActions ?? stored.Book.FlowActions };
        if (changed == stored.Book)
            return (stored, null);
        await NoteAsync(http, LedgerActions.AddressBookChanged, changed.Id);
        if (await books.WriteAsync(http.TenantId(), changed, stored.ETag, http.RequestAborted) is not { } written)
            return (null, Changed(changed.Id));
        if (unit == stored.Book.OrganizationUnitId || await tenants.HasUnitAsync(http.TenantId(), unit, http.RequestAborted))
            return (written, null);
        await books.WriteAsync(http.TenantId(), stored.Book, written.ETag, http.RequestAborted);
        return (null, NoUnit);
    }

    /// <returns>Null: it is gone.</returns>
    public async Task<Problem?> RemoveAsync(HttpContext http, StoredBook stored)
    {
        if (stored.Book.IsUsable)
        {
            await NoteAsync(http, LedgerActions.AddressBookRemoved, stored.Book.Id);
            var ending = stored.Book with { State = AddressBookState.Ending, StateSince = time.GetUtcNow() };
            if (await books.WriteAsync(http.TenantId(), ending, stored.ETag, http.RequestAborted) is null)
                return Changed(stored.Book.Id);
        }

        await EndAsync(http.TenantId(), stored.Book.Id, http.RequestAborted);
        return null;
    }

    /// <summary>Takes all contacts out of a book that stays.</summary>
    public async Task ClearAsync(HttpContext http, AddressBook book)
    {
        await NoteAsync(http, LedgerActions.AddressBookCleared, book.Id);
        await removal.ClearAsync(http.TenantId(), book.Id, close: false, http.RequestAborted);
    }

    /// <summary>The book's own row goes last: as long as it is there, the next who looks goes on.</summary>
    private async Task EndAsync(string tenant, string book, CancellationToken cancellation)
    {
        await removal.ClearAsync(tenant, book, close: true, cancellation);
        await books.RemoveAsync(tenant, book, cancellation);
    }

    private async Task<Problem?> UnitProblemAsync(HttpContext http, string unit, Letters letter)
    {
        var tree = await tenants.OrganizationUnitsAsync(http.TenantId(), http.RequestAborted);
        if (tree.All(known => known.Id != unit))
            return NoUnit;
        return http.Caller().ScopeOf(Permissions.AddressBooks, letter).Covers(OrganizationUnit.PathOf(unit, tree))
            ? null
            : Problem.Forbidden($"The address book would lie outside the caller's organization units: permission {Permissions.AddressBooks}; name a unit with organizationUnitId.");
    }

    private Task NoteAsync(HttpContext http, string action, string book) => ledger.AppendAsync(
        http.TenantId(), [LedgerEntry.OfCall(time.GetUtcNow(), action, book, $"by {http.Caller().Author}")], http.RequestAborted);

    private static Problem NoUnit => Problem.Invalid("organizationUnitId", OrganizationUnit.Unknown);

    private static Problem Changed(string id) => Problem.Changed($"Address book {id} was changed meanwhile; read it again and decide anew.");
}
