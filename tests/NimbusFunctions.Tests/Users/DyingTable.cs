using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.Users;

/// <summary>A table of a process that may die before any call.</summary>
/// <param name="store">The table.</param>
/// <param name="live">Throws where the process dies.</param>
internal sealed class DyingTable(TableClient store, Action live) : TableBefore(store)
{
    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        live();
        return base.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);
    }

    protected override Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellation)
    {
        live();
        return read();
    }

    protected override Task<T> WriteAsync<T>(IEnumerable<ITableEntity> rows, Func<Task<T>> write, CancellationToken cancellation)
    {
        live();
        return write();
    }
}
