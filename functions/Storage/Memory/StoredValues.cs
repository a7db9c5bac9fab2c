using Azure.Data.Tables;

namespace NimbusFunctions.Storage.Memory;

/// <summary>What the store makes of a row's values: nulls are not written, times are UTC, bytes are copied.</summary>
internal static class StoredValues
{
    private static readonly string[] System = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    public static Dictionary<string, object> Of(TableEntity entity)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in (IEnumerable<KeyValuePair<string, object?>>)entity)
        {
            if (value is not null && !System.Contains(name))
                values[name] = Copy(value);
        }

        return values;
    }

    /// <exception cref="NotSupportedException">The value's type has no counterpart in the store.</exception>
    public static object Copy(object value) => value switch
    {
        string or int or long or double or bool or Guid => value,
        DateTimeOffset time => time.ToUniversalTime(),
        DateTime { Kind: DateTimeKind.Utc } time => new DateTimeOffset(time),
        byte[] bytes => bytes.ToArray(),
        BinaryData data => data.ToArray(),
        _ => throw new NotSupportedException($"A {value.GetType().Name} cannot be stored."),
    };
}
