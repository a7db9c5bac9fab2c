using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Storage.Memory;

namespace NimbusFunctions.Tests.Storage;

/// <summary>A table over another: everything a table does, and nothing reaches the one underneath.</summary>
public sealed class DryTableTests : StoreCases
{
    protected override Task<TableClient> NewTableAsync() =>
        Task.FromResult<TableClient>(new MemoryTable("t", new MemoryTable("t")));

    [Fact]
    public async Task Writes_OverRowsUnderneath_AreSeenThroughItOnly()
    {
        var (table, real) = await FilledAsync();

        await table.UpdateEntityAsync(new TableEntity("p", "merged") { ["B"] = 2 }, ETag.All, TableUpdateMode.Merge, Ct);
        await table.DeleteEntityAsync("p", "deleted", ETag.All, Ct);
        await table.AddEntityAsync(new TableEntity("p", "added") { ["A"] = 2 }, Ct);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, new TableEntity("p", "dropped"), ETag.All)], Ct);

        Assert.Equal(["added 2-", "kept 1-", "merged 12"], await ShownAsync(table));
        Assert.Equal(["deleted 1-", "dropped 1-", "kept 1-", "merged 1-"], await ShownAsync(real));
        await RefusesAsync(404, "ResourceNotFound", () => table.GetEntityAsync<TableEntity>("p", "deleted", null, Ct));
    }

    [Fact]
    public async Task Conditions_OnRowsUnderneath_AreChecked()
    {
        var (table, real) = await FilledAsync();
        var seen = (await table.GetEntityAsync<TableEntity>("p", "kept", null, Ct)).Value.ETag;

        await RefusesAsync(409, "EntityAlreadyExists", () => table.AddEntityAsync(new TableEntity("p", "kept"), Ct));
        await RefusesAsync(412, "UpdateConditionNotSatisfied", () => table.UpdateEntityAsync(
            new TableEntity("p", "kept"), new ETag("W/\"other\""), TableUpdateMode.Merge, Ct));
        await table.UpdateEntityAsync(new TableEntity("p", "kept") { ["A"] = 2 }, seen, TableUpdateMode.Replace, Ct);
        await RefusesAsync(412, "UpdateConditionNotSatisfied", () => table.DeleteEntityAsync("p", "kept", seen, Ct));
        Assert.Equal(seen, (await real.GetEntityAsync<TableEntity>("p", "kept", null, Ct)).Value.ETag);
    }

    [Fact]
    public async Task Add_AfterDeletion_IsARowOfItsOwn()
    {
        var (table, _) = await FilledAsync();
        await table.DeleteEntityAsync("p", "deleted", ETag.All, Ct);

        await table.AddEntityAsync(new TableEntity("p", "deleted") { ["B"] = 5 }, Ct);

        var row = (await table.GetEntityAsync<TableEntity>("p", "deleted", null, Ct)).Value;
        Assert.Equal((false, 5), (row.ContainsKey("A"), row.GetInt32("B")));
    }

    [Fact]
    public async Task Query_PagesAcrossBoth_GiveEachRowOnce()
    {
        var (table, _) = await FilledAsync();
        await table.UpsertEntityAsync(new TableEntity("p", "kept") { ["A"] = 9 }, TableUpdateMode.Replace, Ct);
        await table.AddEntityAsync(new TableEntity("p", "zz"), Ct);
        var query = table.QueryAsync<TableEntity>("PartitionKey eq 'p'", 2, ["RowKey"], Ct);

        var first = await query.AsPages().FirstAsync(Ct);
        var rest = await query.AsPages(first.ContinuationToken).ToListAsync(Ct);

        Assert.Equal(["deleted", "dropped"], first.Values.Select(row => row.RowKey));
        Assert.Equal(["kept", "merged", "zz"], rest.SelectMany(page => page.Values).Select(row => row.RowKey));
    }

    private static async Task<(TableClient Table, TableClient Real)> FilledAsync()
    {
        var real = new MemoryTable("t");
        foreach (var key in (string[])["deleted", "dropped", "kept", "merged"])
            await real.AddEntityAsync(new TableEntity("p", key) { ["A"] = 1 }, Ct);
        return (new MemoryTable("t", real), real);
    }

    private static async Task<List<string>> ShownAsync(TableClient table) => await table.QueryAsync<TableEntity>(cancellationToken: Ct)
        .Select(row => $"{row.RowKey} {row.GetInt32("A")}{row.GetInt32("B")?.ToString(null as IFormatProvider) ?? "-"}").ToListAsync(Ct);
}
