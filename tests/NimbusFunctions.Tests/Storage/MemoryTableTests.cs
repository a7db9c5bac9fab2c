using Azure.Data.Tables;
using NimbusFunctions.Storage.Memory;

namespace NimbusFunctions.Tests.Storage;

public sealed class MemoryTableTests : StoreCases
{
    protected override Task<TableClient> NewTableAsync() => Task.FromResult<TableClient>(new MemoryTable("t"));

    [Fact]
    public async Task Query_MoreThanAnd_IsRefused() => await Assert.ThrowsAsync<NotSupportedException>(
        async () => await new MemoryTable("t").QueryAsync<TableEntity>("A eq 1 or A eq 2", cancellationToken: Ct).ToListAsync(Ct));
}
