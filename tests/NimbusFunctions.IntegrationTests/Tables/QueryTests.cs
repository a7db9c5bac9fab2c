using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.IntegrationTests.Tables;

public sealed class QueryTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task QueryAsync_MoreThanAPage_ReturnsEveryRowInOrder()
    {
        var table = await FilledAsync(2_350);

        var rows = await table.QueryAsync<TableEntity>("PartitionKey eq 'p'", cancellationToken: Ct).ToListAsync(Ct);

        Assert.Equal(2_350, rows.Count);
        Assert.Equal(Enumerable.Range(0, 2_350).Select(RowKey), rows.Select(r => r.RowKey));
        Assert.All(rows, row => Assert.NotEqual(default, row.ETag));
    }

    [Fact]
    public async Task AsPages_ContinuationToken_GoesOnWhereItEnded()
    {
        var table = await FilledAsync(250);
        var query = table.QueryAsync<TableEntity>("PartitionKey eq 'p'", maxPerPage: 100, cancellationToken: Ct);

        var first = await query.AsPages().FirstAsync(Ct);
        var rest = await query.AsPages(first.ContinuationToken).ToListAsync(Ct);
        var small = await query.AsPages(pageSizeHint: 7).FirstAsync(Ct);

        Assert.Equal(100, first.Values.Count);
        Assert.Equal([100, 50], rest.Select(page => page.Values.Count));
        Assert.Null(rest[^1].ContinuationToken);
        Assert.Equal(RowKey(100), rest[0].Values[0].RowKey);
        Assert.Equal(7, small.Values.Count);
    }

    [Fact]
    public async Task QueryAsync_TypedFilter_FindsByEveryType()
    {
        var table = await azurite.NewTableAsync(Ct);
        DateTimeOffset time = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        var guid = Guid.NewGuid();
        await table.AddEntityAsync(new TableEntity("p", "hit") { ["S"] = "it's", ["I"] = 5, ["L"] = 5_000_000_000L, ["D"] = 2.0, ["B"] = true, ["G"] = guid, ["T"] = time }, Ct);
        await table.AddEntityAsync(new TableEntity("p", "miss") { ["S"] = "its", ["I"] = 4, ["L"] = 4L, ["D"] = 1.5, ["B"] = false, ["G"] = Guid.NewGuid(), ["T"] = time.AddTicks(-1) }, Ct);

        foreach (var filter in (string[])
            [
                TableClient.CreateQueryFilter($"S eq {"it's"}"),
                TableClient.CreateQueryFilter($"I gt {4} and I le {5}"),
                TableClient.CreateQueryFilter($"L eq {5_000_000_000L}"),
                TableClient.CreateQueryFilter($"D ge {2.0}"),
                TableClient.CreateQueryFilter($"B eq {true}"),
                TableClient.CreateQueryFilter($"G eq {guid}"),
                TableClient.CreateQueryFilter($"T ge {time}"),
                TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {"h"} and RowKey lt {"i"}"),
            ])
        {
            var rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: Ct).ToListAsync(Ct);
            Assert.True(rows is [{ RowKey: "hit" }], $"{filter} found {rows.Count} rows");
        }
    }

    [Fact]
    public async Task QueryAsync_Select_ReturnsOnlyThese()
    {
        var table = await azurite.NewTableAsync(Ct);
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Ct);

        var row = await table.QueryAsync<TableEntity>(select: ["RowKey", "B"], cancellationToken: Ct).SingleAsync(Ct);

        Assert.Equal(("r", 2), (row.RowKey, row.GetInt32("B")));
        Assert.False(row.ContainsKey("A"));
    }

    [Fact]
    public async Task QueryAsync_NoSuchTable_Is404()
    {
        var table = azurite.NewService().GetTableClient(AzuriteFixture.NewTableName());

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            async () => await table.QueryAsync<TableEntity>(cancellationToken: Ct).ToListAsync(Ct));

        Assert.Equal(404, refused.Status);
    }

    private static string RowKey(int i) => $"{i:D6}";

    private async Task<TableClient> FilledAsync(int rows)
    {
        var table = await azurite.NewTableAsync(Ct);
        await Task.WhenAll(Enumerable.Range(0, rows).Chunk(100).Select(chunk => table.SubmitTransactionAsync(
            chunk.Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", RowKey(i)) { ["N"] = i })),
            Ct)));
        return table;
    }
}
