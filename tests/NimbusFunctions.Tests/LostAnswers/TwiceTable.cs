using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tests.Simulation;

namespace NimbusFunctions.Tests.LostAnswers;

/// <summary>A table to which the answer of one write is lost: the client's own repetition does it again (<see cref="StoreFault.DoneTwice"/>).</summary>
internal sealed class TwiceTable(TableClient store, Repetition repetition) : TableBefore(store)
{
    protected override Task<T> WriteAsync<T>(IEnumerable<ITableEntity> rows, Func<Task<T>> write, CancellationToken cancellation) =>
        repetition.DoAsync(Name, write);
}
