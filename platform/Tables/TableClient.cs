using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>One table.</summary>
/// <remarks>
/// Rows are <see cref="TableEntity"/>; another type is a <see cref="NotSupportedException"/>. Every refusal is a
/// <see cref="RequestFailedException"/> with the service's status and code, whether the service says it or, for the
/// rules that the emulator does not keep, this client before sending. Retries: see <see cref="TableServiceClient"/>.
/// </remarks>
public partial class TableClient
{
    private const string Json = "application/json";

    private readonly TableRest _rest;

    /// <summary>For tests that stand in for the service.</summary>
    protected TableClient()
    {
        _rest = null!;
        AccountName = null!;
        Name = null!;
        Uri = null!;
    }

    internal TableClient(TableRest rest, string accountName, string name)
    {
        _rest = rest;
        AccountName = accountName;
        Name = name;
        Uri = new Uri(rest.TableUri(name));
    }

    /// <summary>The account's name.</summary>
    public virtual string AccountName { get; }

    /// <summary>The table's name.</summary>
    public virtual string Name { get; }

    /// <summary>The table's address.</summary>
    public virtual Uri Uri { get; }

    /// <summary>A filter with each interpolated value as a quoted and typed literal.</summary>
    /// <param name="filter">For example <c>$"PartitionKey eq {tenant}"</c>, without quotes of its own.</param>
    /// <exception cref="ArgumentException">A value's type has no literal.</exception>
    public static string CreateQueryFilter(FormattableString filter) => TableFilter.Create(filter);

    /// <summary>Creates the table.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists, or any other refusal.</exception>
    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        CreateAsync(ifNotExists: false, cancellationToken);

    /// <summary>Creates the table unless it is there; the raw answer is then 409.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">409 TableBeingDeleted, or any other refusal.</exception>
    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        CreateAsync(ifNotExists: true, cancellationToken);

    /// <summary>Deletes the table with its rows; one that is not there is answered with 404, not with an exception.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">Any other refusal.</exception>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default)
    {
        using var message = TableList.DeleteMessage(_rest, Name);
        return await _rest.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Response<TableItem>> CreateAsync(bool ifNotExists, CancellationToken cancellationToken)
    {
        using var message = TableList.CreateMessage(_rest, Name, ifNotExists);
        return TableList.Created(await _rest.SendAsync(message, cancellationToken).ConfigureAwait(false), Name);
    }
}
