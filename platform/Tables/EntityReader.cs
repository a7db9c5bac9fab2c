using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Reads rows as the service writes them, in minimal metadata.</summary>
internal static class EntityReader
{
    /// <summary>Reads the one row of an answer.</summary>
    public static TableEntity ReadOne(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        reader.Read();
        return ReadEntity(ref reader);
    }

    /// <summary>Reads the rows of a page.</summary>
    public static List<TableEntity> ReadPage(ReadOnlySpan<byte> json)
    {
        List<TableEntity> rows = [];
        Utf8JsonReader reader = new(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isValue)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                rows.Add(ReadEntity(ref reader));
        }

        return rows;
    }

    private static TableEntity ReadEntity(ref Utf8JsonReader reader)
    {
        TableEntity entity = new();
        string? annotated = null;
        string? type = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name.EndsWith(Edm.Annotation, StringComparison.Ordinal))
            {
                annotated = name[..^Edm.Annotation.Length];
                type = reader.GetString();

                // The service writes the type before the value; nothing in OData says that it must.
                if (entity.Properties.TryGetValue(annotated, out var early) && early is string text)
                    entity.Properties[annotated] = Parse(text, type);
            }
            else if (name.StartsWith("odata.", StringComparison.Ordinal) && name != SystemProperty.ETag)
            {
                reader.Skip();
            }
            else if (ReadValue(ref reader, name == SystemProperty.Timestamp ? Edm.DateTime : name == annotated ? type : null) is { } value)
            {
                entity.Properties[name] = value;
            }
        }

        return entity;
    }

    private static object? ReadValue(ref Utf8JsonReader reader, string? type)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when type is Edm.Binary:
                return reader.GetBytesFromBase64();
            case JsonTokenType.String when type is Edm.Guid && reader.TryGetGuid(out var guid):
                return guid;
            case JsonTokenType.String when type is Edm.DateTime && reader.ValueSpan is [.., (byte)'Z'] && reader.TryGetDateTimeOffset(out var time):
                return time;
            case JsonTokenType.String:
                return Parse(reader.GetString()!, type);
            case JsonTokenType.Number when type is Edm.Int64:
                return reader.GetInt64();
            case JsonTokenType.Number when type is not Edm.Double && reader.TryGetInt32(out var number):
                return number;
            case JsonTokenType.Number:
                return reader.GetDouble();
            case JsonTokenType.True:
            case JsonTokenType.False:
                return reader.GetBoolean();
            default:
                reader.Skip();
                return null;
        }
    }

    private static object Parse(string text, string? type) => type switch
    {
        Edm.Int64 => long.Parse(text, CultureInfo.InvariantCulture),
        Edm.Int32 => int.Parse(text, CultureInfo.InvariantCulture),
        Edm.Double => double.Parse(text, CultureInfo.InvariantCulture),
        Edm.Boolean => bool.Parse(text),
        Edm.Guid => Guid.Parse(text),
        Edm.Binary => Convert.FromBase64String(text),
        // A time without a zone is UTC, as the service takes it.
        Edm.DateTime => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        null or Edm.Text => text,
        _ => throw new NotSupportedException($"The service returned a property of the unknown type {type}."),
    };
}
