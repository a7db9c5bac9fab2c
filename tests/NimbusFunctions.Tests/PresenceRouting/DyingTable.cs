using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.PresenceRouting;

/// <summary>A table as a process reaches it that is about to die: from one transaction on nothing is written any more.</summary>
internal sealed class DyingTable(TableClient store, Func<bool> lives) : TableBefore(store)
{
    protected override Task<T> WriteAsync<T>(IEnumerable<ITableEntity> rows, Func<Task<T>> write, CancellationToken cancellation) =>
        lives() ? write() : throw new RequestFailedException(503, "The process is gone.");
}
