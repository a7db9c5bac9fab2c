using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>A row as a dictionary of typed properties.</summary>
/// <remarks>
/// Values are <see cref="string"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/> (finite),
/// <see cref="bool"/>, <see cref="Guid"/>, <see cref="DateTimeOffset"/> and UTC <see cref="DateTime"/> (from 1601, in
/// steps of 100 ns), and <see cref="byte"/> arrays or <see cref="BinaryData"/>. A null value is not written.
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "The official package's name.")]
public sealed partial class TableEntity : ITableEntity
{
    /// <summary>An empty row without keys.</summary>
    public TableEntity() => Properties = new(StringComparer.Ordinal);

    /// <summary>An empty row.</summary>
    /// <param name="partitionKey">Its partition.</param>
    /// <param name="rowKey">Its key inside the partition.</param>
    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>A row with these properties, keys among them.</summary>
    /// <param name="values">Copied.</param>
    public TableEntity(IDictionary<string, object?> values) =>
        Properties = values is null ? new(StringComparer.Ordinal) : new(values, StringComparer.Ordinal);

    /// <inheritdoc />
    public string PartitionKey
    {
        get => GetString(SystemProperty.PartitionKey)!;
        set => Properties[SystemProperty.PartitionKey] = value;
    }

    /// <inheritdoc />
    public string RowKey
    {
        get => GetString(SystemProperty.RowKey)!;
        set => Properties[SystemProperty.RowKey] = value;
    }

    /// <inheritdoc />
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(SystemProperty.Timestamp);
        set => Properties[SystemProperty.Timestamp] = value;
    }

    /// <inheritdoc />
    public ETag ETag
    {
        get => GetString(SystemProperty.ETag) is { } etag ? new ETag(etag) : default;
        set => Properties[SystemProperty.ETag] = value.ToString();
    }

    /// <summary>The properties, for the writer and the rules: a struct enumerator instead of an interface's.</summary>
    internal Dictionary<string, object?> Properties { get; }

    /// <summary>A text, or null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public string? GetString(string key) => Get(key) switch
    {
        null => null,
        string text => text,
        var other => throw Mismatch(key, nameof(String), other),
    };

    /// <summary>Bytes, or null if there are none.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public byte[]? GetBinary(string key) => Get(key) switch
    {
        null => null,
        byte[] bytes => bytes,
        BinaryData data => data.ToArray(),
        var other => throw Mismatch(key, "Binary", other),
    };

    /// <summary>A boolean, or null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public bool? GetBoolean(string key) => Value<bool>(key);

    /// <summary>A 32-bit number, or null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public int? GetInt32(string key) => Value<int>(key);

    /// <summary>A 64-bit number, or null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public long? GetInt64(string key) => Value<long>(key);

    /// <summary>A floating-point number, or null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public double? GetDouble(string key) => Value<double>(key);

    /// <summary>A GUID, or null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public Guid? GetGuid(string key) => Value<Guid>(key);

    /// <summary>A time in UTC, or null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public DateTime? GetDateTime(string key) => Get(key) is DateTimeOffset time ? time.UtcDateTime : Value<DateTime>(key);

    /// <summary>A time, or null if there is none; what the service returns is UTC.</summary>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public DateTimeOffset? GetDateTimeOffset(string key) => Get(key) is DateTime time ? new DateTimeOffset(time) : Value<DateTimeOffset>(key);

    private object? Get(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return Properties.GetValueOrDefault(key);
    }

    private T? Value<T>(string key)
        where T : struct
        => Get(key) switch
        {
            null => null,
            T value => value,
            var other => throw Mismatch(key, typeof(T).Name, other),
        };

    private static InvalidOperationException Mismatch(string key, string wanted, object value) =>
        new($"Property '{key}' holds a {value.GetType().Name}, not a {wanted}.");
}
