using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Storage;

/// <content>Transactions.</content>
public abstract partial class StoreCases
{
    [Fact]
    public async Task Submit_EveryKind_AppliesAllAndGivesTheTags()
    {
        var table = await NewTableAsync();
        foreach (var key in (string[])["delete", "merge", "replace", "upsertmerge"])
            await table.AddEntityAsync(new TableEntity("p", key) { ["A"] = 1, ["B"] = 1 }, Ct);

        var answer = await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, Row("add")),
                new(TableTransactionActionType.UpdateMerge, Row("merge"), ETag.All),
                new(TableTransactionActionType.UpdateReplace, Row("replace"), ETag.All),
                new(TableTransactionActionType.Delete, Row("delete"), ETag.All),
                new(TableTransactionActionType.UpsertMerge, Row("upsertmerge")),
                new(TableTransactionActionType.UpsertReplace, Row("upsertreplace")),
            ],
            Ct);

        var rows = await table.QueryAsync<TableEntity>(cancellationToken: Ct).ToDictionaryAsync(row => row.RowKey, cancellationToken: Ct);
        Assert.Equal(["add", "merge", "replace", "upsertmerge", "upsertreplace"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(rows.Values, row => Assert.Equal(2, row.GetInt32("A")));
        Assert.Equal(["merge", "upsertmerge"], rows.Values.Where(row => row.ContainsKey("B")).Select(row => row.RowKey).Order(StringComparer.Ordinal));
        Assert.Equal(
            [rows["add"].ETag, rows["merge"].ETag, rows["replace"].ETag, null, rows["upsertmerge"].ETag, rows["upsertreplace"].ETag],
            answer.Value.Select(part => part.Headers.ETag));
    }

    [Theory]
    [InlineData(TableTransactionActionType.Add, "there", 409, "EntityAlreadyExists")]
    [InlineData(TableTransactionActionType.UpdateMerge, "there", 412, "UpdateConditionNotSatisfied")]
    [InlineData(TableTransactionActionType.UpdateReplace, "there", 412, "UpdateConditionNotSatisfied")]
    [InlineData(TableTransactionActionType.UpdateReplace, "missing", 404, "ResourceNotFound")]
    [InlineData(TableTransactionActionType.Delete, "there", 412, "UpdateConditionNotSatisfied")]
    [InlineData(TableTransactionActionType.Delete, "missing", 404, "ResourceNotFound")]
    public async Task Submit_OneRefused_AppliesNothingAndNamesIt(TableTransactionActionType type, string key, int status, string code)
    {
        var table = await NewTableAsync();
        var old = (await table.AddEntityAsync(Row("there"), Ct)).Headers.ETag!.Value;
        await table.UpdateEntityAsync(new TableEntity("p", "there") { ["A"] = 3 }, old, TableUpdateMode.Replace, Ct);

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpsertReplace, Row("before")),
                new(type, Row(key), old),
                new(TableTransactionActionType.UpsertReplace, Row("behind")),
            ],
            Ct));

        Assert.Equal((status, code, 1), (refused.Status, refused.ErrorCode, refused.FailedTransactionActionIndex));
        Assert.Equal(3, Assert.Single(await table.QueryAsync<TableEntity>(cancellationToken: Ct).ToListAsync(Ct)).GetInt32("A"));
    }

    [Fact]
    public async Task Submit_UpdateWithoutTag_IsAnUpsert()
    {
        var table = await NewTableAsync();

        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, Row("new"))], Ct);

        Assert.Equal(["new"], await KeysAsync(table, null));
    }

    [Fact]
    public async Task Submit_AgainstTheRules_Is400AtItsPlace()
    {
        var table = await NewTableAsync();

        await RefusesAtAsync(100, "InvalidInput", table, Enumerable.Range(0, 101).Select(number => Row($"{number}")));
        await RefusesAtAsync(1, "CommandsInBatchActOnDifferentPartitions", table, [Row("a"), new("q", "a")]);
        await RefusesAtAsync(1, "InvalidDuplicateRow", table, [Row("a"), Row("a")]);
        await RefusesAtAsync(1, "OutOfRangeInput", table, [Row("a"), Row("a/b")]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([], Ct));
        Assert.Empty(await KeysAsync(table, null));
    }

    private static async Task RefusesAtAsync(int index, string code, TableClient table, IEnumerable<TableEntity> rows)
    {
        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), Ct));
        Assert.Equal((400, code, index), (refused.Status, refused.ErrorCode, refused.FailedTransactionActionIndex));
    }

    private static TableEntity Row(string key) => new("p", key) { ["A"] = 2 };
}
