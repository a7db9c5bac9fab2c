using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>Rows as an export shows them: what is about the person, and not what is about others beside.</summary>
internal static class SubjectItems
{
    private static readonly string[] Times = ["At", "End", "Ended", "Until", "FirstSeen", "Asked", "Since", "AsOf"];

    /// <summary>Null: the row does not name the person.</summary>
    public static SubjectItem? Of(SubjectPlace place, TableEntity row, SubjectNames names)
    {
        if (place.Deed == SubjectDeed.Place && row.RowKey == SegmentRows.Roster)
            return PersonRows.IsPlaced(row, names.UserId)
                ? new(place.Table, place.Kind, null, new() { ["PartitionKey"] = row.PartitionKey, ["Tracked"] = true })
                : null;
        return SubjectWalk.Names(names, row) ? new(place.Table, place.Kind, TimeOf(row), Columns(row, names)) : null;
    }

    /// <summary>The lines of a recorded block that name the person; null: none does.</summary>
    public static SubjectItem? OfBlock(SubjectPlace place, TableEntity row, string lines, SubjectNames names)
    {
        if (!names.IsIn(lines))
            return null;
        var found = new JsonArray();
        foreach (var line in lines.Split('\n').Where(names.IsIn))
        {
            if (Parse(line) is JsonObject told)
                found.Add((JsonNode?)Own(told, names));
        }

        return found.Count == 0
            ? null
            : new(place.Table, place.Kind, null, new() { ["PartitionKey"] = row.PartitionKey, ["RowKey"] = row.RowKey, ["Lines"] = found });
    }

    /// <summary>Of a list that Graph gave, the entries that name the person.</summary>
    private static JsonObject Own(JsonObject line, SubjectNames names)
    {
        if (line["body"]?.GetValue<string>() is not { } text || !names.IsIn(text))
            return line;
        line["body"] = Parse(text) switch
        {
            JsonObject answer when answer["value"] is JsonArray list =>
                new JsonArray([.. list.Where(entry => entry is not null && names.IsIn(entry.ToJsonString())).Select(entry => entry!.DeepClone())]),
            var whole => whole,
        };
        return line;
    }

    private static JsonObject Columns(TableEntity row, SubjectNames names)
    {
        var columns = new JsonObject { ["PartitionKey"] = row.PartitionKey, ["RowKey"] = row.RowKey };
        foreach (var (column, value) in row)
        {
            // What a customer wrote is the person's only where it names the person; a flow's address is a secret.
            if (SubjectWalk.IsSystem(column) || column == TriggerStore.AddressColumn || value is null || (column == "Content" && value is string content && !names.IsIn(content))
                || TextParts.Continues(column))
                continue;
            columns[column] = Value(value);
        }

        foreach (var (column, whole) in TextParts.Cut(row))
            columns[column] = Value(whole);
        return columns;
    }

    private static JsonNode? Value(object value) => value switch
    {
        string text => text is ['{' or '[', ..] && Parse(text) is { } json ? json : JsonValue.Create(text),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        bool truth => JsonValue.Create(truth),
        DateTimeOffset time => JsonValue.Create(time),
        Guid id => JsonValue.Create(id),
        byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
        BinaryData bytes => JsonValue.Create(Convert.ToBase64String(bytes.ToArray())),
        _ => JsonValue.Create(value.ToString()),
    };

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DateTimeOffset? TimeOf(TableEntity row) => Times
        .Select(column => row.TryGetValue(column, out var value) ? value as DateTimeOffset? : null)
        .FirstOrDefault(time => time is not null);
}
