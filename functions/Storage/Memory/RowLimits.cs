using Azure;

namespace NimbusFunctions.Storage.Memory;

/// <summary>
/// What the store refuses of a row, with its codes (Tables: "Understanding the Table service data model", "Table
/// service error codes"), so that what works here works there.
/// </summary>
internal static class RowLimits
{
    private const int MostColumns = 252;
    private const int LongestText = 32 * 1024;
    private const int LongestBinary = 64 * 1024;
    private const int LargestRow = 1024 * 1024;

    private static readonly DateTimeOffset FirstTime = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static RequestFailedException? Check(string? partitionKey, string? rowKey) => (partitionKey, rowKey) switch
    {
        (null, _) or (_, null or "") => Refuse("PropertiesNeedValue", "The row lacks a key."),
        ({ Length: > StoreKey.Longest }, _) or (_, { Length: > StoreKey.Longest }) => Refuse("KeyValueTooLarge", "A key is too long."),
        _ when !StoreKey.CanBe(partitionKey, rowKey) => Refuse("OutOfRangeInput", "A key contains a forbidden character."),
        _ => null,
    };

    public static RequestFailedException? Check(RowKeys key, IReadOnlyDictionary<string, object> values)
    {
        if (Check(key.Partition, key.Row) is { } refused)
            return refused;
        if (values.Count > MostColumns)
            return Refuse("TooManyProperties", $"The row has {values.Count} columns; {MostColumns} are allowed.");
        var size = 4 + (2L * (key.Partition.Length + key.Row.Length));
        foreach (var (name, value) in values)
        {
            if (value is string { Length: > LongestText } or byte[] { Length: > LongestBinary })
                return Refuse("PropertyValueTooLarge", $"Column {name} is too large.");
            if ((value is double number && !double.IsFinite(number)) || (value is DateTimeOffset time && time < FirstTime))
                return Refuse("OutOfRangeInput", $"Column {name} cannot be stored.");
            size += 8 + (2L * name.Length) + SizeOf(value);
        }

        return size > LargestRow ? Refuse("EntityTooLarge", $"The row has {size} bytes; {LargestRow} are allowed.") : null;
    }

    private static long SizeOf(object value) => value switch
    {
        string text => (2L * text.Length) + 4,
        byte[] bytes => bytes.Length + 4L,
        Guid => 16,
        bool => 1,
        int => 4,
        _ => 8,
    };

    private static RequestFailedException Refuse(string code, string message) => new(400, message, code, null);
}
