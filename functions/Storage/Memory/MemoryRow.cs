using Azure;
using Azure.Data.Tables;

namespace NimbusFunctions.Storage.Memory;

/// <summary>A row as stored; nobody outside holds a reference to its values.</summary>
/// <param name="Values">The columns without keys, time and tag.</param>
/// <param name="ETag">The row's version.</param>
/// <param name="Timestamp">When it was written.</param>
internal sealed record MemoryRow(IReadOnlyDictionary<string, object> Values, ETag ETag, DateTimeOffset Timestamp)
{
    public static MemoryRow Of(TableEntity entity) => new(StoredValues.Of(entity), entity.ETag, entity.Timestamp ?? default);

    /// <summary>A copy for a caller.</summary>
    /// <param name="key">The row's keys.</param>
    /// <param name="select">The columns wanted; null for all. The tag is given always, as the store does.</param>
    public TableEntity ToEntity(RowKeys key, IReadOnlySet<string>? select)
    {
        var entity = new TableEntity();
        if (Wanted("PartitionKey"))
            entity.PartitionKey = key.Partition;
        if (Wanted("RowKey"))
            entity.RowKey = key.Row;
        if (Wanted("Timestamp"))
            entity.Timestamp = Timestamp;
        foreach (var (name, value) in Values)
        {
            if (Wanted(name))
                entity[name] = StoredValues.Copy(value);
        }

        entity.ETag = ETag;
        return entity;

        bool Wanted(string name) => select is null || select.Contains(name);
    }
}
