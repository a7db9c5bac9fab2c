using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.PresenceRouting;

/// <summary>A table as a process reaches it that is about to die: from one transaction on nothing is written any more.</summary>
internal sealed class DyingTable(TableClient store, Func<bool> lives) : TableClient
{
    public override string Name => store.Name;

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        store.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        store.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        lives() ? store.SubmitTransactionAsync(transactionActions, cancellationToken) : throw new RequestFailedException(503, "The process is gone.");
}
