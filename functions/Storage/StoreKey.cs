using System.Buffers;
using Azure.Data.Tables;

namespace NimbusFunctions.Storage;

/// <summary>
/// What a key may be. Callers name things by texts of their own making: no row lies under one that the store would refuse,
/// so that it is not asked.
/// </summary>
internal static class StoreKey
{
    /// <summary>1 KiB of UTF-16.</summary>
    public const int Longest = 512;

    // "Understanding the Table service data model": / \ # ? and the control characters U+0000-001F and U+007F-009F. The line
    // separators are legal there, and not in the emulator's transactions.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. "/\\#?\u2028\u2029", .. Enumerable.Range(0, 0x20).Select(c => (char)c), .. Enumerable.Range(0x7F, 0x21).Select(c => (char)c)]);

    /// <summary>Whether a row can lie there.</summary>
    public static bool CanBe(string partitionKey, string rowKey) =>
        // The emulator's transactions lose an empty row key, and take these two characters for the end of another.
        rowKey.Length > 0 && !rowKey.Contains("',", StringComparison.Ordinal) && IsSound(partitionKey) && IsSound(rowKey);

    /// <summary>The row, or null where there is none or cannot be one.</summary>
    /// <param name="table">The table.</param>
    /// <param name="partitionKey">Its partition, whatever a caller's text has made it.</param>
    /// <param name="rowKey">Its key, likewise.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="select">The columns that are wanted; null: all.</param>
    public static async Task<TableEntity?> FindRowAsync(
        this TableClient table, string partitionKey, string rowKey, CancellationToken cancellation, IEnumerable<string>? select = null)
    {
        if (!CanBe(partitionKey, rowKey))
            return null;
        var row = await table.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, select, cancellation);
        return row.HasValue ? row.Value : null;
    }

    private static bool IsSound(string key) => key.Length <= Longest && !key.AsSpan().ContainsAny(Forbidden) && !HasHalfAPair(key);

    private static bool HasHalfAPair(string key)
    {
        for (var at = 0; at < key.Length; at++)
        {
            if (!char.IsSurrogate(key[at]))
                continue;
            if (!char.IsSurrogatePair(key, at))
                return true;
            at++;
        }

        return false;
    }
}
