using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace NimbusFunctions.IntegrationTests.Tables;

public sealed class EntityTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddEntity_EveryType_ComesBackAsWritten()
    {
        var table = await azurite.NewTableAsync(Ct);
        DateTimeOffset time = new(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(2));
        time = time.AddTicks(1234567);
        var guid = Guid.NewGuid();
        TableEntity written = new("p", "r")
        {
            ["Text"] = "Zoë 漢字 😀 \"quoted\" 'single' {braces} </b> line\r\nnext\u2028separator",
            ["Empty"] = "",
            ["Int32"] = int.MinValue,
            ["Int64"] = long.MaxValue,
            ["SmallInt64"] = 1L,
            ["Double"] = 1.5,
            ["WholeDouble"] = 5.0,
            ["HugeDouble"] = double.MaxValue,
            ["Yes"] = true,
            ["No"] = false,
            ["Guid"] = guid,
            ["Time"] = time,
            ["Utc"] = time.UtcDateTime,
            ["Bytes"] = new byte[] { 0, 255, 1 },
            ["Data"] = BinaryData.FromBytes(new byte[] { 7 }),
            ["Nothing"] = null,
        };

        var added = await table.AddEntityAsync(written, Ct);
        var answer = await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Ct);

        var read = answer.Value;
        Assert.Equal(204, added.Status);
        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.NotNull(read.Timestamp);
        Assert.Equal(written.GetString("Text"), read.GetString("Text"));
        Assert.Equal("", read.GetString("Empty"));
        Assert.Equal(int.MinValue, read.GetInt32("Int32"));
        Assert.Equal(long.MaxValue, read.GetInt64("Int64"));
        Assert.Equal(1L, read.GetInt64("SmallInt64"));
        Assert.Equal(1.5, read.GetDouble("Double"));
        Assert.Equal(5.0, read.GetDouble("WholeDouble"));
        Assert.Equal(double.MaxValue, read.GetDouble("HugeDouble"));
        Assert.True(read.GetBoolean("Yes"));
        Assert.False(read.GetBoolean("No"));
        Assert.Equal(guid, read.GetGuid("Guid"));
        Assert.Equal(time.UtcDateTime, read.GetDateTimeOffset("Time")!.Value.UtcDateTime);
        Assert.Equal(time.UtcDateTime, read.GetDateTime("Utc"));
        Assert.Equal([0, 255, 1], read.GetBinary("Bytes")!);
        Assert.Equal([7], read.GetBinary("Data")!);
        Assert.False(read.ContainsKey("Nothing"));
    }

    [Theory]
    [InlineData("o'neil", "it''s")]
    [InlineData("a b+c&d=e;f", "100% (sure)|[x]{y}")]
    [InlineData("Zoë", "漢字😀")]
    [InlineData("", "only a row key")]
    [InlineData("%2F", "%27")]
    public async Task Entity_OddKeys_AreFoundAgain(string partitionKey, string rowKey)
    {
        var table = await azurite.NewTableAsync(Ct);
        await table.AddEntityAsync(new TableEntity(partitionKey, rowKey) { ["N"] = 1 }, Ct);

        var read = (await table.GetEntityAsync<TableEntity>(partitionKey, rowKey, cancellationToken: Ct)).Value;
        await table.UpdateEntityAsync(new TableEntity(partitionKey, rowKey) { ["N"] = 2 }, read.ETag, TableUpdateMode.Replace, Ct);
        await table.UpsertEntityAsync(new TableEntity(partitionKey, rowKey) { ["M"] = 3 }, TableUpdateMode.Merge, Ct);
        var found = await table
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey} and RowKey eq {rowKey}"), cancellationToken: Ct)
            .ToListAsync(Ct);
        var deleted = await table.DeleteEntityAsync(partitionKey, rowKey, cancellationToken: Ct);

        Assert.Equal((partitionKey, rowKey), (read.PartitionKey, read.RowKey));
        var one = Assert.Single(found);
        Assert.Equal((partitionKey, rowKey, 2, 3), (one.PartitionKey, one.RowKey, one.GetInt32("N"), one.GetInt32("M")));
        Assert.Equal(204, deleted.Status);
    }

    [Fact]
    public async Task AddEntity_RowExists_Is409()
    {
        var table = await azurite.NewTableAsync(Ct);
        await table.AddEntityAsync(new TableEntity("p", "r"), Ct);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r"), Ct));

        Assert.Equal(409, refused.Status);
        Assert.True(refused.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task GetEntity_NoRow_Is404AndIfExistsIsEmpty()
    {
        var table = await azurite.NewTableAsync(Ct);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Ct));
        var none = await table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Ct);
        var deleted = await table.DeleteEntityAsync("p", "r", cancellationToken: Ct);

        Assert.Equal(404, refused.Status);
        Assert.True(refused.ErrorCode == TableErrorCode.ResourceNotFound);
        Assert.False(none.HasValue);
        Assert.Equal(404, none.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => none.Value);
        Assert.Equal(404, deleted.Status);
    }

    [Fact]
    public async Task GetEntity_Select_ReturnsOnlyThese()
    {
        var table = await azurite.NewTableAsync(Ct);
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Ct);

        var read = await table.GetEntityIfExistsAsync<TableEntity>("p", "r", ["A"], Ct);

        Assert.Equal(1, read.Value!.GetInt32("A"));
        Assert.False(read.Value.ContainsKey("B"));
    }

    [Fact]
    public async Task UpdateEntity_StaleETag_Is412AndChangesNothing()
    {
        var table = await azurite.NewTableAsync(Ct);
        var first = (await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 1 }, Ct)).Headers.ETag!.Value;
        var second = await table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 2 }, first, cancellationToken: Ct);

        var update = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new TableEntity("p", "r") { ["N"] = 3 }, first, cancellationToken: Ct));
        var delete = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.DeleteEntityAsync("p", "r", first, Ct));

        Assert.Equal((412, 412), (update.Status, delete.Status));
        Assert.True(update.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        var read = (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Ct)).Value;
        Assert.Equal(2, read.GetInt32("N"));
        Assert.Equal(second.Headers.ETag, read.ETag);
    }

    [Fact]
    public async Task UpdateEntity_Mode_KeepsOrRemovesTheRest()
    {
        var table = await azurite.NewTableAsync(Ct);
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Ct);

        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, ETag.All, TableUpdateMode.Merge, Ct);
        var merged = (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Ct)).Value;
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 4 }, ETag.All, TableUpdateMode.Replace, Ct);
        var replaced = (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Ct)).Value;

        Assert.Equal((3, 2), (merged.GetInt32("A"), merged.GetInt32("B")));
        Assert.Equal((4, (int?)null), (replaced.GetInt32("A"), replaced.GetInt32("B")));
    }

    [Fact]
    public async Task UpdateEntity_ManyWritersByETag_LoseNoUpdate()
    {
        const int Writers = 8;
        const int Each = 15;
        var table = await azurite.NewTableAsync(Ct);
        await table.AddEntityAsync(new TableEntity("p", "counter") { ["N"] = 0 }, Ct);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            for (var done = 0; done < Each;)
            {
                var row = (await table.GetEntityAsync<TableEntity>("p", "counter", cancellationToken: Ct)).Value;
                row["N"] = row.GetInt32("N") + 1;
                try
                {
                    await table.UpdateEntityAsync(row, row.ETag, cancellationToken: Ct);
                    done++;
                }
                catch (RequestFailedException e) when (e.Status == 412)
                {
                }
            }
        }));

        var counter = (await table.GetEntityAsync<TableEntity>("p", "counter", cancellationToken: Ct)).Value;
        Assert.Equal(Writers * Each, counter.GetInt32("N"));
    }
}
