using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <content>Create, delete and list tables.</content>
public partial class TableServiceClient
{
    /// <summary>Creates a table.</summary>
    /// <param name="tableName">3 to 63 letters and digits, a letter first.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists, or any other refusal.</exception>
    public virtual Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateAsync(cancellationToken);

    /// <summary>Creates a table unless it is there; the raw answer is then 409.</summary>
    /// <param name="tableName">3 to 63 letters and digits, a letter first.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">409 TableBeingDeleted, or any other refusal.</exception>
    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);

    /// <summary>Creates a table unless it is there; the raw answer is then 409.</summary>
    /// <param name="tableName">3 to 63 letters and digits, a letter first.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">409 TableBeingDeleted, or any other refusal.</exception>
    public virtual Response<TableItem> CreateTableIfNotExists(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        using var message = TableList.CreateMessage(_rest, tableName, ifNotExists: true);
        return TableList.Created(_rest.Send(message, cancellationToken), tableName);
    }

    /// <summary>Deletes a table; one that is not there is answered with 404, not with an exception.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">Any other refusal.</exception>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).DeleteAsync(cancellationToken);

    /// <summary>Deletes a table; one that is not there is answered with 404, not with an exception.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">Any other refusal.</exception>
    public virtual Response DeleteTable(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        using var message = TableList.DeleteMessage(_rest, tableName);
        return _rest.Send(message, cancellationToken);
    }

    /// <summary>Lists tables, in the order of their names.</summary>
    /// <param name="filter">An OData filter over TableName, or null for all.</param>
    /// <param name="maxPerPage">1 to 1,000; 1,000 if not given.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="RequestFailedException">While enumerating: any refusal.</exception>
    public virtual AsyncPageable<TableItem> QueryAsync(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePageable<TableItem>(
            async (continuation, size, ct) =>
            {
                using var message = TableList.QueryMessage(_rest, filter, continuation, size);
                return TableList.ReadPage(await _rest.SendAsync(message, ct).ConfigureAwait(false));
            },
            maxPerPage,
            cancellationToken);

    /// <summary>Lists tables, in the order of their names.</summary>
    /// <param name="filter">An OData filter over TableName, or null for all.</param>
    /// <param name="maxPerPage">1 to 1,000; 1,000 if not given.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="RequestFailedException">While enumerating: any refusal.</exception>
    public virtual Pageable<TableItem> Query(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default)
    {
        return Pageable<TableItem>.FromPages(Pages());

        IEnumerable<Page<TableItem>> Pages()
        {
            string? continuation = null;
            do
            {
                using var message = TableList.QueryMessage(_rest, filter, continuation, maxPerPage);
                var page = TableList.ReadPage(_rest.Send(message, cancellationToken));
                continuation = page.ContinuationToken;
                yield return page;
            }
            while (continuation is not null);
        }
    }
}
