using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Storage;

/// <summary>What the app relies on in a table; every stand-in for the store shows all of it.</summary>
public abstract partial class StoreCases
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>An empty table.</summary>
    protected abstract Task<TableClient> NewTableAsync();

    [Fact]
    public async Task Add_NewRow_IsReadBackWithItsTagAndTypes()
    {
        var table = await NewTableAsync();
        var time = new DateTimeOffset(2026, 11, 22, 3, 4, 5, 678, TimeSpan.FromHours(1));
        var guid = Guid.NewGuid();
        var added = await table.AddEntityAsync(
            new TableEntity("p", "r")
            {
                ["S"] = "it's",
                ["I"] = 5,
                ["L"] = 5_000_000_000L,
                ["D"] = 2.5,
                ["B"] = true,
                ["G"] = guid,
                ["T"] = time,
                ["X"] = new byte[] { 1, 2 },
                ["N"] = null,
            },
            Ct);

        var row = (await table.GetEntityAsync<TableEntity>("p", "r", null, Ct)).Value;

        Assert.Equal(204, added.Status);
        Assert.Equal(added.Headers.ETag, row.ETag);
        Assert.NotNull(row.Timestamp);
        Assert.Equal(("it's", 5, 5_000_000_000L, 2.5), (row.GetString("S"), row.GetInt32("I"), row.GetInt64("L"), row.GetDouble("D")));
        Assert.Equal((true, guid, time.ToUniversalTime()), (row.GetBoolean("B"), row.GetGuid("G"), row.GetDateTimeOffset("T")));
        Assert.Equal([1, 2], row.GetBinary("X")!);
        Assert.False(row.ContainsKey("N"));
    }

    [Fact]
    public async Task Add_RowThatIsThere_Is409()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"), Ct);

        await RefusesAsync(409, "EntityAlreadyExists", () => table.AddEntityAsync(new TableEntity("p", "r"), Ct));
    }

    [Fact]
    public async Task Get_NoRow_Is404OrNothing()
    {
        var table = await NewTableAsync();

        await RefusesAsync(404, "ResourceNotFound", () => table.GetEntityAsync<TableEntity>("p", "r", null, Ct));
        var looked = await table.GetEntityIfExistsAsync<TableEntity>("p", "r", null, Ct);
        Assert.False(looked.HasValue);
        Assert.Equal(404, looked.GetRawResponse().Status);
    }

    [Fact]
    public async Task Get_Select_GivesTheseColumnsAndTheTag()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Ct);

        var row = (await table.GetEntityAsync<TableEntity>("p", "r", ["RowKey", "A"], Ct)).Value;

        Assert.Equal(("r", 1), (row.RowKey, row.GetInt32("A")));
        Assert.False(row.ContainsKey("B"));
        Assert.NotEqual(default, row.ETag);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, true)]
    [InlineData(TableUpdateMode.Replace, false)]
    public async Task Update_Mode_DecidesOverColumnsNotNamed(TableUpdateMode mode, bool kept)
    {
        var table = await NewTableAsync();
        var first = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2, ["C"] = 3 }, Ct)).Headers.ETag!.Value;

        var second = await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = "text now", ["C"] = null }, first, mode, Ct);

        var row = (await table.GetEntityAsync<TableEntity>("p", "r", null, Ct)).Value;
        Assert.Equal("text now", row.GetString("A"));
        Assert.Equal((kept, kept), (row.ContainsKey("B"), row.ContainsKey("C")));
        Assert.Equal(second.Headers.ETag, row.ETag);
        Assert.NotEqual(first, row.ETag);
    }

    [Fact]
    public async Task Update_StaleTag_Is412AndChangesNothing()
    {
        var table = await NewTableAsync();
        var old = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Ct)).Headers.ETag!.Value;
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, ETag.All, TableUpdateMode.Replace, Ct);

        await RefusesAsync(412, "UpdateConditionNotSatisfied", () => table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, old, TableUpdateMode.Merge, Ct));
        await RefusesAsync(412, "UpdateConditionNotSatisfied", () => table.DeleteEntityAsync("p", "r", old, Ct));
        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("p", "r", null, Ct)).Value.GetInt32("A"));
    }

    [Fact]
    public async Task Update_NoRow_Is404()
    {
        var table = await NewTableAsync();

        await RefusesAsync(404, "ResourceNotFound", () => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All, TableUpdateMode.Replace, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default, TableUpdateMode.Replace, Ct));
    }

    [Fact]
    public async Task Upsert_TwiceWithEitherMode_AddsThenMergesOrReplaces()
    {
        var table = await NewTableAsync();
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, TableUpdateMode.Merge, Ct);
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2 }, TableUpdateMode.Merge, Ct);
        var merged = (await table.GetEntityAsync<TableEntity>("p", "r", null, Ct)).Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["C"] = 3 }, TableUpdateMode.Replace, Ct);
        var replaced = (await table.GetEntityAsync<TableEntity>("p", "r", null, Ct)).Value;

        Assert.Equal((1, 2), (merged.GetInt32("A"), merged.GetInt32("B")));
        Assert.Equal((false, false, true), (replaced.ContainsKey("A"), replaced.ContainsKey("B"), replaced.ContainsKey("C")));
    }

    [Fact]
    public async Task Delete_ThereOrNot_IsAnswered()
    {
        var table = await NewTableAsync();
        var tag = (await table.AddEntityAsync(new TableEntity("p", "r"), Ct)).Headers.ETag!.Value;

        Assert.Equal(204, (await table.DeleteEntityAsync("p", "r", tag, Ct)).Status);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r", ETag.All, Ct)).Status);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r", null, Ct)).HasValue);
        await table.AddEntityAsync(new TableEntity("p", "r"), Ct);
    }

    [Fact]
    public async Task Row_ChangedByItsCaller_StaysAsStored()
    {
        var table = await NewTableAsync();
        var mine = new TableEntity("p", "r") { ["A"] = 1 };
        await table.AddEntityAsync(mine, Ct);
        mine["A"] = 2;
        var read = (await table.GetEntityAsync<TableEntity>("p", "r", null, Ct)).Value;
        read["A"] = 3;

        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("p", "r", null, Ct)).Value.GetInt32("A"));
    }

    [Theory]
    [InlineData("a/b", "OutOfRangeInput")]
    [InlineData("a#b", "OutOfRangeInput")]
    [InlineData("", "PropertiesNeedValue")]
    public async Task Add_BadKey_Is400(string rowKey, string code) =>
        await RefusesAsync(400, code, async () => await (await NewTableAsync()).AddEntityAsync(new TableEntity("p", rowKey), Ct));

    [Fact]
    public async Task Add_TooMuch_Is400()
    {
        var table = await NewTableAsync();
        var wide = new TableEntity("p", "r");
        for (var column = 0; column < 253; column++)
            wide[$"C{column}"] = 1;
        var heavy = new TableEntity("p", "r");
        for (var column = 0; column < 20; column++)
            heavy[$"C{column}"] = new string('x', 32 * 1024);

        await RefusesAsync(400, "PropertyValueTooLarge", () => table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = new string('x', (32 * 1024) + 1) }, Ct));
        await RefusesAsync(400, "TooManyProperties", () => table.AddEntityAsync(wide, Ct));
        await RefusesAsync(400, "EntityTooLarge", () => table.AddEntityAsync(heavy, Ct));
        await RefusesAsync(400, "KeyValueTooLarge", () => table.AddEntityAsync(new TableEntity("p", new string('x', 513)), Ct));
    }

    protected static async Task RefusesAsync(int status, string code, Func<Task> act)
    {
        var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(act);
        Assert.Equal((status, code), (refused.Status, refused.ErrorCode));
    }
}
