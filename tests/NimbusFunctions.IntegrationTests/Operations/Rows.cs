using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.IntegrationTests.Operations;

/// <summary>What is stored, looked at and spoilt past the app.</summary>
internal static class Rows
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Makes a column unreadable.</summary>
    /// <returns>Makes it what it was.</returns>
    public static async Task<Func<Task>> BreakAsync(TableClient table, string partition, string key, string column)
    {
        var before = (await table.GetEntityAsync<TableEntity>(partition, key, cancellationToken: Stop)).Value[column];
        await WriteAsync("\u0000broken");
        return () => WriteAsync(before);

        Task WriteAsync(object? value) => table.UpdateEntityAsync(
            new TableEntity(partition, key) { [column] = value }, ETag.All, TableUpdateMode.Merge, Stop);
    }

    /// <summary>The rows whose keys end so, of a partition or of all.</summary>
    public static async Task<IReadOnlyList<TableEntity>> ListAsync(TableClient table, string keyEnds, string? partition = null)
    {
        var found = new List<TableEntity>();
        var filter = partition is null ? null : TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: Stop))
        {
            if (row.RowKey.EndsWith(keyEnds, StringComparison.Ordinal))
                found.Add(row);
        }

        return found;
    }
}
