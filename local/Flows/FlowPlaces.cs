using System.Globalization;
using System.Text.Json;

namespace NimbusFunctions.Local.Flows;

/// <summary>In which line of a JSON text each of its values begins, by its path: <c>steps[1].body</c>.</summary>
internal sealed class FlowPlaces
{
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

    private FlowPlaces()
    {
    }

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static FlowPlaces Of(ReadOnlySpan<byte> json)
    {
        FlowPlaces places = new();
        Utf8JsonReader reader = new(json);
        reader.Read();
        places.Walk(ref reader, json, "");
        return places;
    }

    /// <summary>The place in words: its line, and its path. Of what is missing, the line of what should have it.</summary>
    public string Say(string path)
    {
        var known = path;
        while (!lines.ContainsKey(known))
            known = known[..Math.Max(0, known.LastIndexOfAny(['.', '[']))];
        var line = string.Create(CultureInfo.InvariantCulture, $"line {lines[known]}");
        return path.Length == 0 ? line : $"{line}, {path}";
    }

    private void Walk(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string path)
    {
        lines[path] = 1 + json[..(int)reader.TokenStartIndex].Count((byte)'\n');
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                Walk(ref reader, json, path.Length == 0 ? name : $"{path}.{name}");
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var item = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; item++)
                Walk(ref reader, json, string.Create(CultureInfo.InvariantCulture, $"{path}[{item}]"));
        }
    }
}
