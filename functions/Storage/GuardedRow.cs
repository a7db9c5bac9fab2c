using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Storage;

/// <summary>Rows that are written over what was read alone: of two writers one goes on.</summary>
internal static class GuardedRow
{
    /// <summary>Replaces the row that was read, or adds the first.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">The row as it is to be.</param>
    /// <param name="over">The tag of the row that was read; null: there was none.</param>
    /// <param name="cancellation">Ends the attempt; whether it is stored is then unknown.</param>
    /// <returns>The new tag; null where somebody else has written or removed it meanwhile.</returns>
    public static async Task<ETag?> WriteOverAsync(this TableClient table, TableEntity row, ETag? over, CancellationToken cancellation)
    {
        try
        {
            var answer = over is { } etag
                ? await table.UpdateEntityAsync(row, etag, TableUpdateMode.Replace, cancellation)
                : await table.AddEntityAsync(row, cancellation);
            return answer.Headers.ETag;
        }
        catch (RequestFailedException failure) when (RowConflict.IsOrGone(failure))
        {
            return null;
        }
    }
}
