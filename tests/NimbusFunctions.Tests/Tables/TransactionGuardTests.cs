using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Tables;

public sealed class TransactionGuardTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task SubmitTransaction_TwoPartitions_IsRefusedUnsent() =>
        RefusedAsync([Add("p", "1"), Add("p", "2"), Add("q", "3")], "CommandsInBatchActOnDifferentPartitions", 2);

    [Fact]
    public Task SubmitTransaction_101Actions_IsRefusedUnsent() =>
        RefusedAsync([.. Enumerable.Range(0, 101).Select(i => Add("p", $"{i}"))], "InvalidInput", 100);

    [Fact]
    public Task SubmitTransaction_OneRowTwice_IsRefusedUnsent() =>
        RefusedAsync([Add("p", "1"), Add("p", "2"), new(TableTransactionActionType.Delete, new TableEntity("p", "1"))], "InvalidDuplicateRow", 2);

    [Fact]
    public Task SubmitTransaction_BadRow_IsRefusedUnsentWithItsIndex() =>
        RefusedAsync([Add("p", "1"), Add("p", "a/b")], "OutOfRangeInput", 1);

    [Fact]
    public Task SubmitTransaction_Above4MiB_IsRefusedUnsent()
    {
        string text = new('x', 32 * 1024);
        return RefusedAsync(
            [.. Enumerable.Range(0, 10).Select(i =>
            {
                TableEntity entity = new("p", $"{i}");
                for (var n = 0; n < 15; n++)
                    entity[$"P{n}"] = text;
                return new TableTransactionAction(TableTransactionActionType.Add, entity);
            })],
            "ContentLengthExceeded",
            8);
    }

    [Fact]
    public async Task SubmitTransaction_NoActions_IsInvalid()
    {
        using var network = RecordingTransport.Answering(202);

        await Assert.ThrowsAsync<InvalidOperationException>(() => network.NewTable().SubmitTransactionAsync([], Ct));
        await Assert.ThrowsAsync<ArgumentNullException>(() => network.NewTable().SubmitTransactionAsync(null!, Ct));

        Assert.Empty(network.Requests);
    }

#if !OFFICIAL_AZURE_SDK
    [Fact]
    public async Task AnyRequest_OtherEntityType_IsNotSupported()
    {
        using var network = RecordingTransport.Answering(204);
        var table = network.NewTable();

        foreach (var request in (Func<Task>[])
            [
                () => table.AddEntityAsync(new Person(), Ct),
                () => table.GetEntityAsync<Person>("p", "r", cancellationToken: Ct),
                async () => await table.QueryAsync<Person>(cancellationToken: Ct).ToListAsync(Ct),
                () => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new Person())], Ct),
            ])
        {
            Assert.Contains(nameof(Person), (await Assert.ThrowsAsync<NotSupportedException>(request)).Message, StringComparison.Ordinal);
        }

        Assert.Empty(network.Requests);
    }
#endif

    private static TableTransactionAction Add(string partitionKey, string rowKey) =>
        new(TableTransactionActionType.Add, new TableEntity(partitionKey, rowKey));

    private static async Task RefusedAsync(IReadOnlyList<TableTransactionAction> actions, string code, int index)
    {
        using var network = RecordingTransport.Answering(202);

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => network.NewTable().SubmitTransactionAsync(actions, Ct));

        Assert.Equal((400, code, index), (refused.Status, refused.ErrorCode, refused.FailedTransactionActionIndex));
        Assert.Empty(network.Requests);
    }

    private sealed class Person : ITableEntity
    {
        public string PartitionKey { get; set; } = "p";

        public string RowKey { get; set; } = "r";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }
    }
}
