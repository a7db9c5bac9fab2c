using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.Configuration;

/// <summary>A table before which calls are counted: before one of them others have their turn, or at it the process dies.</summary>
internal sealed class TurnTable(TableClient store, Turn turn) : TableBefore(store)
{
    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        // Nothing in memory waits.
        turn.TakeAsync().GetAwaiter().GetResult();
        return base.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);
    }

    protected override async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellation)
    {
        await turn.TakeAsync();
        return await read();
    }

    protected override async Task<T> WriteAsync<T>(IEnumerable<ITableEntity> rows, Func<Task<T>> write, CancellationToken cancellation)
    {
        await turn.TakeAsync();
        return await write();
    }
}

/// <summary>What happens before a call.</summary>
/// <param name="At">Before which, from 1.</param>
/// <param name="Others">What happens then, once; it may throw, and nothing is called any more.</param>
internal sealed class Turn(int At, Func<Task> Others)
{
    public int Calls { get; private set; }

    public async Task TakeAsync()
    {
        if (++Calls == At)
            await Others();
    }
}
