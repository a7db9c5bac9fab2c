using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.RetentionSubjects;

/// <summary>A table before which every write is counted; at one of them the process dies, with the write done or not.</summary>
internal sealed class StepTable(TableClient store, Steps steps) : TableBefore(store)
{
    protected override Task<T> WriteAsync<T>(IEnumerable<ITableEntity> rows, Func<Task<T>> write, CancellationToken cancellation) => steps.DoAsync(write);
}
