using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Storage.Memory;

/// <content>Single rows.</content>
internal sealed partial class MemoryTable
{
    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        WriteAsync(TableTransactionActionType.Add, entity, default, cancellationToken);

    public override async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var row = await GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);
        return row.HasValue
            ? Response.FromValue(row.Value!, row.GetRawResponse())
            : throw new RequestFailedException(404, "The specified resource does not exist.", "ResourceNotFound", null);
    }

    public override async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        Throw(RowLimits.Check(partitionKey, rowKey));
        var key = new RowKeys(partitionKey, rowKey);
        var (known, row) = Look(key);
        if (!known)
            row = await BelowAsync(key, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return row is null
            ? new NoRow<T>()
            : Response.FromValue(As<T>(row.ToEntity(key, select?.ToHashSet(StringComparer.Ordinal))), new MemoryResponse(200, row.ETag));
    }

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
    {
        if (ifMatch == default)
            throw new ArgumentException("An update needs an ETag; use ETag.All for any.", nameof(ifMatch));
        var type = mode == TableUpdateMode.Merge ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace;
        return WriteAsync(type, entity, ifMatch, cancellationToken);
    }

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) => WriteAsync(
            mode == TableUpdateMode.Merge ? TableTransactionActionType.UpsertMerge : TableTransactionActionType.UpsertReplace,
            entity,
            default,
            cancellationToken);

    /// <summary>Deletes a row; one that is not there is answered with 404, not with an exception.</summary>
    public override async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        try
        {
            return await WriteAsync(
                TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), ifMatch, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return new MemoryResponse(404);
        }
    }

    public override Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);

    private async Task<Response> WriteAsync(
        TableTransactionActionType type, ITableEntity entity, ETag ifMatch, CancellationToken cancellation)
    {
        var write = RowWrite.Of(new(type, entity, ifMatch));
        Throw(write.Check());
        var (responses, refused) = await ApplyAsync([write], cancellation);
        Throw(refused?.Why);
        return responses[0];
    }

    private static T As<T>(TableEntity entity) => entity is T row
        ? row
        : throw new NotSupportedException($"{typeof(T).Name} is not supported here: use {nameof(TableEntity)}.");

    private static void Throw(RequestFailedException? refused)
    {
        if (refused is not null)
            throw refused;
    }
}
