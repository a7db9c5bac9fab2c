using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Storage;

/// <summary>Sends many changes of one partition in as few transactions as the store allows.</summary>
internal static class Transactions
{
    /// <summary>Entity group transactions take at most 100 operations (Tables: "Performing entity group transactions").</summary>
    public const int Limit = 100;

    /// <summary>
    /// Each transaction is atomic, the whole is not: callers order their changes so that any prefix is harmless.
    /// </summary>
    public static async Task SubmitInChunksAsync(
        this TableClient table, IEnumerable<TableTransactionAction> actions, CancellationToken cancellation)
    {
        foreach (var chunk in actions.Chunk(Limit))
            await table.SubmitTransactionAsync(chunk, cancellation);
    }

    /// <summary>Deletes rows of a partition; those that are gone already do no harm.</summary>
    public static async Task DeleteInChunksAsync(
        this TableClient table, string partition, IEnumerable<string> rowKeys, CancellationToken cancellation)
    {
        foreach (var chunk in rowKeys.Chunk(Limit))
        {
            try
            {
                await table.SubmitTransactionAsync(
                    chunk.Select(key => new TableTransactionAction(
                        TableTransactionActionType.Delete, new TableEntity(partition, key), ETag.All)),
                    cancellation);
            }
            catch (TableTransactionFailedException failure) when (failure.Status == 404)
            {
                foreach (var key in chunk)
                    await table.DeleteEntityAsync(partition, key, ETag.All, cancellation);
            }
        }
    }
}
