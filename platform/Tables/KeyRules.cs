using System.Buffers;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>What a partition key and a row key may be.</summary>
internal static class KeyRules
{
    /// <summary>1 KiB of UTF-16.</summary>
    public const int MaxLength = 512;

    // "Understanding the Table service data model": / \ # ? and the control characters U+0000-001F and U+007F-009F.
    // The line separators U+2028/2029 are legal, but the emulator reads a transaction line by line and would tear
    // a key that contains one.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. "/\\#?\u2028\u2029", .. Enumerable.Range(0, 0x20).Select(c => (char)c), .. Enumerable.Range(0x7F, 0x21).Select(c => (char)c)]);

    public static TableFault? Check(string? partitionKey, string? rowKey)
    {
        if (partitionKey is null || rowKey is null)
            return new(TableErrorCode.PropertiesNeedValue, "The row has no partition key or no row key.");

        // The service takes an empty row key; the emulator's transactions lose it. Nobody needs one.
        if (rowKey.Length == 0)
            return new(TableErrorCode.PropertiesNeedValue, "The row key is empty.");

        // Legal, but the emulator's transactions take the last ', of an address for the end of the partition key and
        // store the row under other keys, with an answer of success.
        if (rowKey.Contains("',", StringComparison.Ordinal))
            return new(TableErrorCode.OutOfRangeInput, "The RowKey contains a quote and a comma after it.");

        return CheckOne(SystemProperty.PartitionKey, partitionKey) ?? CheckOne(SystemProperty.RowKey, rowKey);
    }

    private static TableFault? CheckOne(string name, string key)
    {
        if (key.Length > MaxLength)
            return new(TableErrorCode.KeyValueTooLarge, $"The {name} has {key.Length} characters; {MaxLength} are allowed.");

        var at = key.AsSpan().IndexOfAny(Forbidden);
        if (at >= 0)
            return new(TableErrorCode.OutOfRangeInput, $"The {name} contains the forbidden character U+{(int)key[at]:X4} at position {at}.");

        return Utf16.IsValid(key)
            ? null
            : new(TableErrorCode.OutOfRangeInput, $"The {name} contains half a surrogate pair.");
    }
}
