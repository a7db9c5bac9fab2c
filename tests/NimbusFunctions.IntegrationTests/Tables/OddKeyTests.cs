using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace NimbusFunctions.IntegrationTests.Tables;

public sealed class OddKeyTests(AzuriteFixture azurite)
{
    private const int Cases = 60;

    private static readonly Gen<string> Keys = Gen.Elements("'", "''", "',", "')", "%", "%27", "%2F", "+", "&", "=", " ", "\"", "{", "}", "(", "$", ";", "|", "http:", "PartitionKey='", "a", "Z", "é", "漢", "😀", "\u00A0")
        .NonEmptyListOf().Select(parts => string.Concat(parts.Take(12)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_AnyKeys_IsReachedByEveryOperation()
    {
        var table = await azurite.NewTableAsync(Ct);
        foreach ((var partition, var row) in Keys.Two().Where(k => !k.Item2.Contains("',", StringComparison.Ordinal)).Sample(Cases, 20))
        {
            TableEntity written = new(partition, row) { ["Keys"] = partition + row };
            await table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, written), new(TableTransactionActionType.UpsertMerge, new TableEntity(partition, "other"))], Ct);

            var read = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: Ct);
            Assert.True(read.HasValue && read.Value!.PartitionKey == partition && read.Value.RowKey == row && read.Value.GetString("Keys") == partition + row, $"Lost: {partition} and {row}");

            var found = await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey eq {row}"), cancellationToken: Ct).ToListAsync(Ct);
            Assert.True(found.Count == 1, $"Found {found.Count} rows of {partition} and {row}");

            await table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, written, read.Value.ETag)], Ct);
            var gone = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: Ct);
            Assert.False(gone.HasValue, $"Still there: {partition} and {row}");
        }
    }
}
