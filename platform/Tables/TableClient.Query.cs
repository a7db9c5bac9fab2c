namespace Azure.Data.Tables;

/// <content>Queries.</content>
public partial class TableClient
{
    /// <summary>Reads the rows that a filter lets through, in the order of partition and row key.</summary>
    /// <param name="filter">An OData filter (<see cref="CreateQueryFilter"/>), or null for all. Without a partition key it walks the whole table.</param>
    /// <param name="maxPerPage">1 to 1,000; 1,000 if not given. It bounds a page, not the result.</param>
    /// <param name="select">The properties wanted; null for all.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The rows. <see cref="AsyncPageable{T}.AsPages"/> goes page by page and on from a continuation token; a page may be empty and still have one.</returns>
    /// <exception cref="RequestFailedException">While enumerating: any refusal.</exception>
    public virtual AsyncPageable<T> QueryAsync<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        EntityType.Require<T>();
        TableQuery query = new(filter, select is null ? null : string.Join(',', select));
        TablePageable<TableEntity> rows = new(
            (continuation, size, ct) => query.FetchAsync(_rest, Name, continuation, size, ct),
            maxPerPage,
            cancellationToken);
        return (AsyncPageable<T>)(object)rows;
    }
}
