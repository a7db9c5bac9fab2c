using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace NimbusFunctions.Tests.Connector;

/// <summary>Where a schema of the package and the app's JSON differ.</summary>
internal sealed class SchemaFaults(SwaggerDocument document)
{
    private readonly List<string> faults = [];

    /// <summary>Every difference so far, with its place.</summary>
    public IReadOnlyList<string> All => faults;

    /// <param name="at">The place.</param>
    /// <param name="schema">Of the package.</param>
    /// <param name="names">The app's types, of which each may come.</param>
    /// <param name="unknown">Fields that the app does not have and need not have.</param>
    public void Compare(string at, JsonElement schema, IEnumerable<string> names, IReadOnlySet<string>? unknown = null)
    {
        var infos = new List<JsonTypeInfo>();
        foreach (var name in names)
        {
            if (AppJson.Find(name) is { } info)
                infos.Add(info);
            else
                faults.Add($"{at}: the app has no JSON {name}");
        }

        if (infos.Count > 0)
            Compare(at, schema, infos, unknown ?? new HashSet<string>());
    }

    private void Compare(string at, JsonElement node, IReadOnlyList<JsonTypeInfo> infos, IReadOnlySet<string> unknown)
    {
        var schema = document.Resolve(node);
        var type = schema.GetProperty("type").GetString();
        foreach (var info in infos.Where(info => KindOf(info) != type))
            faults.Add($"{at} is {type}, in the app {KindOf(info)} ({info.Type.Name})");
        if (infos.Any(info => KindOf(info) != type))
            return;
        if (type == "array")
            Compare($"{at}[]", schema.GetProperty("items"), [.. infos.Select(info => AppJson.Of(info.ElementType!)!)], unknown);
        if (type == "object" && infos.All(info => info.Kind == JsonTypeInfoKind.Object))
            CompareFields(at, schema, infos, unknown);
    }

    private void CompareFields(string at, JsonElement schema, IReadOnlyList<JsonTypeInfo> infos, IReadOnlySet<string> unknown)
    {
        var declared = schema.GetProperty("properties");
        var isOpen = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.True;
        // What is left out of the JSON stands there too, with nothing that could read or write it.
        var fields = infos.SelectMany(info => info.Properties).Where(property => property.Get is not null).ToLookup(property => property.Name);
        if (!isOpen)
            faults.AddRange(fields.Where(field => !declared.TryGetProperty(field.Key, out _)).Select(field => $"{at}.{field.Key} is in the app alone"));
        foreach (var property in declared.EnumerateObject())
        {
            if (fields.Contains(property.Name))
                Compare($"{at}.{property.Name}", property.Value, [.. fields[property.Name].Select(field => AppJson.Of(field.PropertyType)!)], unknown);
            else if (!unknown.Contains(property.Name))
                faults.Add($"{at}.{property.Name} is in the package alone");
        }
    }

    // What the serializer of the app really makes of a value says more than the type's name.
    private static string KindOf(JsonTypeInfo info)
    {
        if (info.Kind == JsonTypeInfoKind.Enumerable)
            return "array";
        if (info.Kind is JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary)
            return "object";
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (type == typeof(string))
            return "string";
        return JsonSerializer.SerializeToNode(Activator.CreateInstance(type), AppJson.Of(type) ?? info)!.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number when type == typeof(double) || type == typeof(decimal) => "number",
            JsonValueKind.Number => "integer",
            var kind => kind.ToString(),
        };
    }
}
