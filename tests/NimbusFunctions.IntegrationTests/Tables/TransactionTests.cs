using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace NimbusFunctions.IntegrationTests.Tables;

public sealed class TransactionTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SubmitTransaction_EveryKind_AppliesAllAndReturnsTheirETags()
    {
        var table = await azurite.NewTableAsync(Ct);
        foreach (var row in (string[])["merge", "replace", "delete", "upsertmerge"])
            await table.AddEntityAsync(new TableEntity("p", row) { ["A"] = 1, ["B"] = 1 }, Ct);

        var answer = await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("p", "add") { ["A"] = 2 }),
                new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "merge") { ["A"] = 2 }, ETag.All),
                new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "replace") { ["A"] = 2 }, ETag.All),
                new(TableTransactionActionType.Delete, new TableEntity("p", "delete")),
                new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "upsertmerge") { ["A"] = 2 }),
                new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "upsertreplace") { ["A"] = 2 }),
            ],
            Ct);

        var rows = await table.QueryAsync<TableEntity>(cancellationToken: Ct).ToDictionaryAsync(r => r.RowKey, cancellationToken: Ct);
        Assert.Equal(["add", "merge", "replace", "upsertmerge", "upsertreplace"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(rows.Values, row => Assert.Equal(2, row.GetInt32("A")));
        Assert.Equal(["merge", "upsertmerge"], rows.Values.Where(r => r.ContainsKey("B")).Select(r => r.RowKey).Order(StringComparer.Ordinal));
        Assert.Equal(6, answer.Value.Count);
        Assert.All(answer.Value, part => Assert.Equal(204, part.Status));
        Assert.Equal(
            [rows["add"].ETag, rows["merge"].ETag, rows["replace"].ETag, null, rows["upsertmerge"].ETag, rows["upsertreplace"].ETag],
            answer.Value.Select(part => part.Headers.ETag));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(99)]
    public async Task SubmitTransaction_StaleETagAnywhere_AppliesNothingAndNamesTheAction(int stale)
    {
        var table = await azurite.NewTableAsync(Ct);
        var old = (await table.AddEntityAsync(new TableEntity("p", "guard") { ["N"] = 1 }, Ct)).Headers.ETag!.Value;
        await table.UpdateEntityAsync(new TableEntity("p", "guard") { ["N"] = 2 }, old, cancellationToken: Ct);
        List<TableTransactionAction> actions =
            [.. Enumerable.Range(0, 99).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i}")))];
        actions.Insert(stale, new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "guard") { ["N"] = 3 }, old));

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(actions, Ct));

        Assert.Equal((412, stale), (refused.Status, refused.FailedTransactionActionIndex));
        Assert.True(refused.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        var row = await table.QueryAsync<TableEntity>(cancellationToken: Ct).SingleAsync(Ct);
        Assert.Equal(("guard", 2), (row.RowKey, row.GetInt32("N")));
    }

    [Fact]
    public async Task SubmitTransaction_RowExistsOrIsMissing_IsRefusedWithItsStatus()
    {
        var table = await azurite.NewTableAsync(Ct);
        await table.AddEntityAsync(new TableEntity("p", "there"), Ct);

        var there = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("p", "new")),
                new(TableTransactionActionType.Add, new TableEntity("p", "there")),
            ],
            Ct));
        var missing = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("p", "new")),
                new(TableTransactionActionType.Delete, new TableEntity("p", "missing")),
            ],
            Ct));

        Assert.Equal((409, 1), (there.Status, there.FailedTransactionActionIndex));
        Assert.True(there.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal((404, 1), (missing.Status, missing.FailedTransactionActionIndex));
        Assert.Single(await table.QueryAsync<TableEntity>(cancellationToken: Ct).ToListAsync(Ct));
    }

    [Fact]
    public async Task SubmitTransaction_TextThatLooksLikeTheProtocol_IsOnlyText()
    {
        const string Text = "\r\n--changeset_x\r\nDELETE http://127.0.0.1/a/b HTTP/1.1\r\n\r\n{\"PartitionKey\":\"q\"}\u2028}\u2029 GET PUT 漢字 😀";
        var table = await azurite.NewTableAsync(Ct);
        List<TableTransactionAction> actions =
            [.. Enumerable.Range(0, 3).Select(i => new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity("o'neil {p}", $"GET {i} 漢字") { ["Text"] = Text }))];

        await table.SubmitTransactionAsync(actions, Ct);

        var rows = await table.QueryAsync<TableEntity>(cancellationToken: Ct).ToListAsync(Ct);
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal(("o'neil {p}", Text), (row.PartitionKey, row.GetString("Text"))));
    }

    [Fact]
    public async Task SubmitTransaction_NearFourMebibytes_IsTaken()
    {
        var table = await azurite.NewTableAsync(Ct);
        string text = new('x', 32 * 1024);
        var actions = Enumerable.Range(0, 60).Select(i => new TableTransactionAction(
            TableTransactionActionType.Add,
            new TableEntity("p", $"{i}") { ["A"] = text, ["B"] = text }));

        var answer = await table.SubmitTransactionAsync(actions, Ct);

        Assert.Equal(60, answer.Value.Count);
    }

    [Fact]
    public async Task SubmitTransaction_RacingWritersOnOneCounter_NeverOverfill()
    {
        const int Cap = 20;
        var table = await azurite.NewTableAsync(Ct);
        await table.AddEntityAsync(new TableEntity("p", "slots") { ["Used"] = 0 }, Ct);

        var admitted = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            while (true)
            {
                var slots = (await table.GetEntityAsync<TableEntity>("p", "slots", cancellationToken: Ct)).Value;
                var used = slots.GetInt32("Used")!.Value;
                if (used == Cap)
                    return false;

                slots["Used"] = used + 1;
                try
                {
                    await table.SubmitTransactionAsync(
                        [
                            new(TableTransactionActionType.UpdateReplace, slots, slots.ETag),
                            new(TableTransactionActionType.Add, new TableEntity("p", $"t|{i}")),
                        ],
                        Ct);
                    return true;
                }
                catch (TableTransactionFailedException e) when (e is { Status: 412, FailedTransactionActionIndex: 0 })
                {
                }
            }
        }));

        Assert.Equal(Cap, admitted.Count(a => a));
        Assert.Equal(Cap + 1, (await table.QueryAsync<TableEntity>("PartitionKey eq 'p'", cancellationToken: Ct).ToListAsync(Ct)).Count);
    }
}
