using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NimbusFunctions.Local.Flows;

/// <summary>The fields of one object of a flow's file; what is wrong with them is noted with its place.</summary>
/// <param name="fields">The object.</param>
/// <param name="path">Its path in the file.</param>
/// <param name="places">Knows the lines.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class FlowFields(JsonObject fields, string path, FlowPlaces places, List<FlowFault> faults)
{
    public string Place => places.Say(path);

    public JsonObject Object => fields;

    /// <summary>Notes every field that is not among these.</summary>
    public void Allow(IReadOnlyList<string> names)
    {
        foreach (var name in fields.Select(field => field.Key).Where(name => !names.Contains(name)))
            Fault(name, $"is not known here; there is {string.Join(", ", names)}.");
    }

    public void Fault(string name, string says) => faults.Add(new(places.Say(Path(name)), says));

    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>A text that is not empty; null where it is missing or wrong.</summary>
    public string? Text(string name, bool required)
    {
        if (!Has(name))
        {
            if (required)
                Fault(name, "is missing; it must be a text.");
            return null;
        }

        if (fields[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0)
            return text;
        Fault(name, "must be a text that is not empty.");
        return null;
    }

    /// <summary>A whole number; the other where it is left out or wrong.</summary>
    public int Whole(string name, int least, int most, int otherwise)
    {
        if (!Has(name))
            return otherwise;
        if (fields[name] is JsonValue value && value.TryGetValue(out int number) && number >= least && number <= most)
            return number;
        Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}."));
        return otherwise;
    }

    /// <summary>An object; an empty one where it is left out or wrong.</summary>
    public JsonObject Inner(string name)
    {
        if (!Has(name))
            return [];
        if (fields[name] is JsonObject inner)
            return inner;
        Fault(name, "must be an object: { … }.");
        return [];
    }

    /// <summary>The objects of a list, each with its path; none where it is left out or wrong.</summary>
    public IReadOnlyList<FlowFields> List(string name)
    {
        List<FlowFields> found = [];
        if (!Has(name))
            return found;
        if (fields[name] is not JsonArray items)
        {
            Fault(name, "must be a list: [ … ].");
            return found;
        }

        foreach (var (item, number) in items.Select((item, number) => (item, number)))
        {
            var inner = string.Create(CultureInfo.InvariantCulture, $"{name}[{number}]");
            if (item is JsonObject some)
                found.Add(new(some, Path(inner), places, faults));
            else
                Fault(inner, "must be an object: { … }.");
        }

        return found;
    }

    /// <summary>One status or a list of them.</summary>
    public IReadOnlyList<int> Statuses(string name, int otherwise)
    {
        if (!Has(name))
            return [otherwise];
        List<JsonNode?> nodes = fields[name] is JsonArray { Count: > 0 } several ? [.. several] : [fields[name]];
        List<int> statuses = [.. nodes.OfType<JsonValue>()
            .Where(node => node.GetValueKind() == JsonValueKind.Number && node.TryGetValue(out int _)).Select(node => node.GetValue<int>())
            .Where(status => status is >= 100 and <= 599)];
        if (statuses.Count == nodes.Count)
            return statuses;
        Fault(name, "must be a status such as 200, or a list of them.");
        return [otherwise];
    }

    /// <summary>Every text in it, however deep, each with its field's path.</summary>
    public IEnumerable<(string Name, string Text)> Texts() => fields.SelectMany(field => Texts(field.Key, field.Value));

    private static IEnumerable<(string Name, string Text)> Texts(string at, JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(field => Texts($"{at}.{field.Key}", field.Value)),
        JsonArray items => items.SelectMany((item, number) => Texts(string.Create(CultureInfo.InvariantCulture, $"{at}[{number}]"), item)),
        JsonValue value when value.TryGetValue(out string? text) => [(at, text)],
        _ => [],
    };

    private string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
