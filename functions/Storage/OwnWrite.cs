using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Storage;

/// <summary>
/// Tells a refusal by oneself from one by somebody else: where the answer of a write is lost, the client repeats it and is
/// refused over the row that it has just written. A signed row bears a number of its own in each write.
/// </summary>
internal static class OwnWrite
{
    private const string Column = "Write";

    /// <summary>The row with the number of the write that it is made for.</summary>
    public static TableEntity Signed(this TableEntity row)
    {
        row[Column] = Guid.NewGuid();
        return row;
    }

    /// <summary>After a write was refused: whether it is stored nevertheless.</summary>
    /// <param name="table">The table.</param>
    /// <param name="signed">The row that was to be written.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The row's tag where this was the last signed write of it; null: it was somebody else's, or the row is gone.</returns>
    public static async Task<ETag?> FindOwnAsync(this TableClient table, TableEntity signed, CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(signed.PartitionKey, signed.RowKey, null, cancellation);
        return row.HasValue && signed.GetGuid(Column) is { } number && row.Value!.GetGuid(Column) == number ? row.Value!.ETag : null;
    }
}
