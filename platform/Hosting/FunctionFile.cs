using System.Text.Json;

namespace Nimbus.Platform.Hosting;

/// <summary>Reads what the host reads of a function: <c>&lt;app root&gt;/&lt;name&gt;/function.json</c>.</summary>
internal static class FunctionFile
{
    public static IReadOnlyList<DeclaredFunction> ReadAll(string appRoot) =>
        !Directory.Exists(appRoot)
            ? []
            : [.. Directory.EnumerateDirectories(appRoot)
                .Select(folder => Path.Combine(folder, "function.json"))
                .Where(File.Exists)
                .Select(Read)
                .OrderBy(function => function.Name, StringComparer.Ordinal)];

    private static DeclaredFunction Read(string path)
    {
        var name = Path.GetFileName(Path.GetDirectoryName(path)!);
        try
        {
            return Parse(name, File.ReadAllText(path));
        }
        catch (IOException exception)
        {
            return new(name, null, Problem: exception.Message);
        }
    }

    internal static DeclaredFunction Parse(string name, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, JsonReading.Lenient);
            if (!document.RootElement.TryGetProperty("bindings", out var bindings) || bindings.ValueKind != JsonValueKind.Array)
                return new(name, null, Problem: "it has no bindings");
            var triggers = bindings.EnumerateArray().Where(binding => JsonReading.Text(binding, "type")?.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase) == true).ToList();
            return triggers.Count == 1 ? Parse(name, triggers[0]) : new(name, null, Problem: $"it has {triggers.Count} triggers instead of one");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new(name, null, Problem: "it is not a JSON object: " + exception.Message);
        }
    }

    private static DeclaredFunction Parse(string name, JsonElement trigger)
    {
        var type = JsonReading.Text(trigger, "type")!;
        var many = string.Equals(JsonReading.Text(trigger, "cardinality"), "many", StringComparison.OrdinalIgnoreCase);
        FunctionKind? kind = type.ToUpperInvariant() switch
        {
            "HTTPTRIGGER" => FunctionKind.Http,
            "TIMERTRIGGER" => FunctionKind.Timer,
            "SERVICEBUSTRIGGER" => many ? FunctionKind.ServiceBusBatch : FunctionKind.ServiceBus,
            _ => null,
        };
        return new(
            name,
            kind,
            JsonReading.Text(trigger, "name") ?? "",
            string.Equals(JsonReading.Text(trigger, "dataType"), "binary", StringComparison.OrdinalIgnoreCase),
            // The host takes the function's name where the file gives no route.
            kind == FunctionKind.Http ? JsonReading.Text(trigger, "route") ?? name : null,
            kind is null ? $"its trigger type '{type}' is not one that this app reads (httpTrigger, timerTrigger, serviceBusTrigger)" : null);
    }
}
