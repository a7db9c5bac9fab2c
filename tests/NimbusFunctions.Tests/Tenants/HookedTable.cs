using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.Tenants;

/// <summary>A table before whose transactions something happens.</summary>
internal sealed class HookedTable(TableClient store, Func<Task> before) : TableBefore(store)
{
    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        await before();
        return await base.SubmitTransactionAsync(transactionActions, cancellationToken);
    }
}
