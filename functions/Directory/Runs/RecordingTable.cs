using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Directory.Runs;

/// <summary>
/// A table that tells a recording of each row that is read, before any write to it. Rows are read with all their
/// columns, whatever the reader wants of them: a replay starts from the whole row.
/// </summary>
internal sealed class RecordingTable(TableClient inner, string name, RunRecording recording) : TableBefore(inner)
{
    public override string Name => name;

    public override async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var row = await Store.GetEntityAsync<T>(partitionKey, rowKey, null, cancellationToken);
        await ReadAsync([row.Value], cancellationToken);
        return row;
    }

    public override async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var row = await Store.GetEntityIfExistsAsync<T>(partitionKey, rowKey, null, cancellationToken);
        if (row.HasValue)
            await ReadAsync([row.Value!], cancellationToken);
        return row;
    }

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new RecordedPages<T>(
            Store.QueryAsync<T>(filter, maxPerPage, null, cancellationToken), rows => ReadAsync(rows, cancellationToken), cancellationToken);

    // A write that was refused made nothing the slice's own: the row that was in its way is read next.
    protected override async Task<T> WriteAsync<T>(IEnumerable<ITableEntity> rows, Func<Task<T>> write, CancellationToken cancellation)
    {
        await recording.BeforeWriteAsync(name, cancellation);
        var answer = await write();
        await recording.WroteAsync(name, rows, cancellation);
        return answer;
    }

    private Task ReadAsync<T>(IEnumerable<T> rows, CancellationToken cancellation) =>
        recording.ReadAsync(name, rows.OfType<TableEntity>(), cancellation);
}
