using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.TasksLanes;

/// <summary>A table as far away as a real one: others get a word in between two steps of a process.</summary>
internal sealed class SlowTable(TableClient table, TimeSpan away) : TableBefore(table)
{
    protected override async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellation)
    {
        await Task.Delay(away, TimeProvider.System, cancellation);
        return await read();
    }

    protected override async Task<T> WriteAsync<T>(IEnumerable<ITableEntity> rows, Func<Task<T>> write, CancellationToken cancellation)
    {
        await Task.Delay(away, TimeProvider.System, cancellation);
        return await write();
    }
}
