using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.AddressBooks;

/// <summary>The address books of tenants: partition <c>{tenant}|books</c> of <c>AddressBooks</c>, row key the book's id.</summary>
internal sealed class AddressBookStore(StoreTables tables)
{
    /// <summary>The books of a tenant, those that are ending too, by id.</summary>
    public async Task<IReadOnlyList<StoredBook>> ListAsync(string tenant, CancellationToken cancellation)
    {
        var books = new List<StoredBook>();
        await foreach (var row in tables.AddressBooks.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenant)}"), cancellationToken: cancellation))
            books.Add(Read(row));
        return books;
    }

    public async Task<StoredBook?> FindAsync(string tenant, string id, CancellationToken cancellation) =>
        await tables.AddressBooks.FindRowAsync(Partition(tenant), id, cancellation) is { } row ? Read(row) : null;

    /// <summary>Writes a book: as a new one, or over the one that was read.</summary>
    /// <returns>The book as it is now; null where somebody changed it meanwhile.</returns>
    public async Task<StoredBook?> WriteAsync(string tenant, AddressBook book, ETag? over, CancellationToken cancellation)
    {
        var row = new TableEntity(Partition(tenant), book.Id)
        {
            ["Name"] = book.Name,
            ["UnitId"] = book.OrganizationUnitId,
            ["FlowActions"] = book.FlowActions,
            ["State"] = book.State.ToString(),
            ["StateSince"] = book.StateSince,
        };
        return await tables.AddressBooks.WriteOverAsync(row, over, cancellation) is { } etag ? new(book, etag) : null;
    }

    /// <summary>The last step of a removal.</summary>
    public Task RemoveAsync(string tenant, string id, CancellationToken cancellation) =>
        tables.AddressBooks.DeleteEntityAsync(Partition(tenant), id, ETag.All, cancellation);

    private static string Partition(string tenant) => $"{tenant}|books";

    private static StoredBook Read(TableEntity row) => new(
        new(
            row.RowKey, row.Text("Name"), row.Text("UnitId"), row.GetBoolean("FlowActions") ?? false,
            row.Word<AddressBookState>("State"), row.GetDateTimeOffset("StateSince") ?? default),
        row.ETag);
}
