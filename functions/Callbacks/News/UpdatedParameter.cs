using System.Text.Json;

namespace NimbusFunctions.Callbacks.News;

/// <summary>
/// The parameter that a flow changed last: one of the context parameters, or else a field of the customer, by its place
/// (<c>customer.email</c>). Pure functions of a task's contents.
/// </summary>
internal static class UpdatedParameter
{
    private const string Customer = "customer";
    private static readonly string[] Parameters = ["customContextParameters", "customCallContextParameters"];

    /// <returns>Its name; null: none was changed.</returns>
    public static string? NameOf(string before, string after)
    {
        using var old = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        var known = All(old.RootElement).GroupBy(pair => pair.Name).ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal);
        return All(now.RootElement).Where(pair => known.GetValueOrDefault(pair.Name) != pair.Value).Select(pair => pair.Name).LastOrDefault();
    }

    /// <returns>Its value in a content; null: it has none.</returns>
    public static string? ValueOf(string name, string content)
    {
        using var now = JsonDocument.Parse(content);
        return All(now.RootElement).Where(pair => pair.Name == name).Select(pair => pair.Value).LastOrDefault();
    }

    /// <summary>The customer's fields, then the parameters: of several the last one counts.</summary>
    private static IEnumerable<(string Name, string? Value)> All(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Object)
            yield break;
        if (content.TryGetProperty(Customer, out var customer) && customer.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in customer.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.String))
                yield return ($"{Customer}.{field.Name}", field.Value.GetString());
        }

        foreach (var list in Parameters)
        {
            if (!content.TryGetProperty(list, out var parameters) || parameters.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var parameter in parameters.EnumerateArray().Where(parameter => parameter.ValueKind == JsonValueKind.Object))
            {
                if (Text(parameter, "name") is { } name)
                    yield return (name, Text(parameter, "value"));
            }
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
