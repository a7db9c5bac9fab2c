using Azure.Core;

namespace Azure.Data.Tables;

/// <content>Single rows.</content>
public partial class TableClient
{
    /// <summary>Inserts a row.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="cancellationToken">Ends the request; whether the row was written is then unknown.</param>
    /// <returns>204 with the new ETag.</returns>
    /// <exception cref="RequestFailedException">409 EntityAlreadyExists, 404 TableNotFound, 400 for a row that breaks a limit.</exception>
    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
        => WriteAsync(RequestMethod.Post, entity, null, cancellationToken);

    /// <summary>Reads a row.</summary>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its key.</param>
    /// <param name="select">The properties wanted; null for all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">404 ResourceNotFound, or any other refusal.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await ReadAsync<T>(partitionKey, rowKey, select, null, cancellationToken).ConfigureAwait(false);
        return Row<T>(response);
    }

    /// <summary>Reads a row that may not be there.</summary>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its key.</param>
    /// <param name="select">The properties wanted; null for all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="RequestFailedException">Any refusal but 404.</exception>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await ReadAsync<T>(partitionKey, rowKey, select, ToleratingClassifier.NotFound, cancellationToken).ConfigureAwait(false);
        return response.Status == 404 ? new NoValueResponse<T>(response) : Row<T>(response);
    }

    /// <summary>Changes a row that is there.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="ifMatch">The ETag it must still have, or <see cref="ETag.All"/>.</param>
    /// <param name="mode">What becomes of properties that the entity does not name.</param>
    /// <param name="cancellationToken">Ends the request; whether the row was written is then unknown.</param>
    /// <returns>204 with the new ETag.</returns>
    /// <exception cref="ArgumentException"><paramref name="ifMatch"/> is the default: that would be an upsert.</exception>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied, 404 ResourceNotFound, 400 for a row that breaks a limit.</exception>
    public virtual async Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        if (ifMatch == default)
            throw new ArgumentException("An update needs an ETag; use ETag.All for any.", nameof(ifMatch));

        return await WriteAsync(Method(mode), entity, ifMatch.ToString(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Inserts a row or changes the one that is there.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="mode">What becomes of properties that the entity does not name.</param>
    /// <param name="cancellationToken">Ends the request; whether the row was written is then unknown.</param>
    /// <returns>204 with the new ETag.</returns>
    /// <exception cref="RequestFailedException">404 TableNotFound, 400 for a row that breaks a limit.</exception>
    public virtual Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
        => WriteAsync(Method(mode), entity, null, cancellationToken);

    /// <summary>Deletes a row; one that is not there is answered with 404, not with an exception.</summary>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its key.</param>
    /// <param name="ifMatch">The ETag it must still have; the default is any.</param>
    /// <param name="cancellationToken">Ends the request; whether the row is gone is then unknown.</param>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied, or any other refusal.</exception>
    public virtual async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        TableFault.Throw(KeyRules.Check(partitionKey, rowKey));
        using var message = _rest.CreateMessage(RequestMethod.Delete, _rest.EntityUri(Name, partitionKey, rowKey), ToleratingClassifier.NotFound);

        // The service refuses a deletion without a condition.
        message.Request.Headers.SetValue("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString());
        return await _rest.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a row; one that is not there is answered with 404, not with an exception.</summary>
    /// <param name="entity">The row; its own ETag is not looked at.</param>
    /// <param name="ifMatch">The ETag it must still have; the default is any.</param>
    /// <param name="cancellationToken">Ends the request; whether the row is gone is then unknown.</param>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied, or any other refusal.</exception>
    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    private static Response<T> Row<T>(Response response) =>
        Response.FromValue((T)(object)EntityReader.ReadOne(response.Content.ToMemory().Span), response);

    private async Task<Response> ReadAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select, ResponseClassifier? classifier, CancellationToken cancellationToken)
    {
        EntityType.Require<T>();
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        TableFault.Throw(KeyRules.Check(partitionKey, rowKey));
        var uri = _rest.EntityUri(Name, partitionKey, rowKey);
        if (select is not null)
            uri += "?$select=" + Uri.EscapeDataString(string.Join(',', select));

        using var message = _rest.CreateMessage(RequestMethod.Get, uri, classifier);
        return await _rest.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    private static RequestMethod Method(TableUpdateMode mode) => mode switch
    {
        TableUpdateMode.Merge => RequestMethod.Patch,
        TableUpdateMode.Replace => RequestMethod.Put,
        _ => throw new ArgumentException($"Unknown mode {mode}.", nameof(mode)),
    };

    private async Task<Response> WriteAsync(RequestMethod method, ITableEntity entity, string? ifMatch, CancellationToken cancellationToken)
    {
        var row = EntityType.Require(entity);
        TableFault.Throw(EntityRules.Check(row));
        PooledBuffer body = new();
        using (EntityWriter json = new(body))
            json.Write(row);

        var uri = method == RequestMethod.Post ? _rest.TableUri(Name) : _rest.EntityUri(Name, row.PartitionKey, row.RowKey);
        using var message = _rest.CreateMessage(method, uri);
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        if (ifMatch is not null)
            message.Request.Headers.SetValue("If-Match", ifMatch);

        return await _rest.SendAsync(message, body, Json, cancellationToken).ConfigureAwait(false);
    }
}
