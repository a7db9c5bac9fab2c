using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Tests.Storage;

/// <content>Queries.</content>
public abstract partial class StoreCases
{
    [Fact]
    public async Task Query_KeysInAnyOrder_GivesThemInOrdinalOrder()
    {
        var table = await NewTableAsync();
        foreach (var key in (string[])["b", "B", "a|1", "a", "_", "é", "a~", "10", "9"])
            await table.AddEntityAsync(new TableEntity("p", key), Ct);
        await table.AddEntityAsync(new TableEntity("o", "z"), Ct);

        Assert.Equal(["z", "10", "9", "B", "_", "a", "a|1", "a~", "b", "é"], await KeysAsync(table, null));
    }

    [Fact]
    public async Task Query_Ranges_GivesWhatLiesBetween()
    {
        var table = await NewTableAsync();
        foreach (var key in (string[])["a", "b|1", "b|2", "b|3", "c", "it's"])
            await table.AddEntityAsync(new TableEntity("p", key), Ct);
        await table.AddEntityAsync(new TableEntity("q", "b|2"), Ct);

        Assert.Equal(["b|1", "b|2", "b|3"], await KeysAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {"b|"} and RowKey lt {"b}"}")));
        Assert.Equal(["b|3", "c", "it's"], await KeysAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey gt {"b|2"}")));
        Assert.Equal(["a", "b|1"], await KeysAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey le {"b|1"}")));
        Assert.Equal(["it's"], await KeysAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey eq {"it's"}")));
        Assert.Equal(["b|2"], await KeysAsync(table, TableClient.CreateQueryFilter($"PartitionKey ge {"q"}")));
        Assert.Empty(await KeysAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {"none"}")));
    }

    [Fact]
    public async Task Query_Columns_GivesRowsThatHaveThemSo()
    {
        var table = await NewTableAsync();
        var time = new DateTimeOffset(2026, 11, 22, 3, 4, 5, TimeSpan.Zero);
        await table.AddEntityAsync(new TableEntity("p", "1") { ["S"] = "it's", ["I"] = 5, ["B"] = true, ["T"] = time }, Ct);
        await table.AddEntityAsync(new TableEntity("p", "2") { ["S"] = "other", ["I"] = 7, ["B"] = false, ["T"] = time.AddDays(1) }, Ct);
        await table.AddEntityAsync(new TableEntity("p", "3"), Ct);

        Assert.Equal(["1"], await KeysAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and S eq {"it's"}")));
        Assert.Equal(["1"], await KeysAsync(table, TableClient.CreateQueryFilter($"B eq {true} and I lt {6}")));
        Assert.Equal(["2"], await KeysAsync(table, TableClient.CreateQueryFilter($"T gt {time} and RowKey gt {"1"}")));
        Assert.Empty(await KeysAsync(table, TableClient.CreateQueryFilter($"S eq {"none"}")));
    }

    [Fact]
    public async Task Query_Select_GivesTheseColumnsAndTheTag()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Ct);

        var row = Assert.Single(await table.QueryAsync<TableEntity>(null, null, ["RowKey", "B"], Ct).ToListAsync(Ct));

        Assert.Equal(("r", 2, false), (row.RowKey, row.GetInt32("B"), row.ContainsKey("A")));
        Assert.NotEqual(default, row.ETag);
    }

    [Fact]
    public async Task Query_Pages_GoOnFromTheirToken()
    {
        var table = await NewTableAsync();
        foreach (var key in (string[])["1", "2", "3", "4", "5"])
            await table.AddEntityAsync(new TableEntity("p", key), Ct);
        var query = table.QueryAsync<TableEntity>("PartitionKey eq 'p'", 2, null, Ct);

        var pages = await query.AsPages().ToListAsync(Ct);
        var rest = await query.AsPages(pages[0].ContinuationToken).ToListAsync(Ct);

        Assert.Equal(["1 2", "3 4", "5"], pages.Select(Keys));
        Assert.Equal(["3 4", "5"], rest.Select(Keys));
        Assert.Null(pages[^1].ContinuationToken);
        Assert.Equal(5, (await query.ToListAsync(Ct)).Count);
        await RefusesAsync(400, "InvalidInput", async () => await table.QueryAsync<TableEntity>(null, 1001, null, Ct).ToListAsync(Ct));
    }

    [Fact]
    public async Task Query_RowsChangedBetweenPages_AreSeenAsTheyAre()
    {
        var table = await NewTableAsync();
        foreach (var key in (string[])["1", "2", "3", "4"])
            await table.AddEntityAsync(new TableEntity("p", key), Ct);
        var seen = new List<string>();

        await foreach (var page in table.QueryAsync<TableEntity>("PartitionKey eq 'p'", 2, null, Ct).AsPages())
        {
            seen.Add(Keys(page));
            await table.DeleteEntityAsync("p", "3", ETag.All, Ct);
            await table.UpsertEntityAsync(new TableEntity("p", "5"), TableUpdateMode.Replace, Ct);
        }

        Assert.Equal(["1 2", "4 5"], seen);
    }

    private static string Keys(Page<TableEntity> page) => string.Join(' ', page.Values.Select(row => row.RowKey));

    private static async Task<List<string>> KeysAsync(TableClient table, string? filter) =>
        await table.QueryAsync<TableEntity>(filter, cancellationToken: Ct).Select(row => row.RowKey).ToListAsync(Ct);
}
