using System.Text.Json;

namespace NimbusFunctions.Tenants.Settings;

/// <summary>Which top-level fields differ between two versions of a section: each has an owner role of its own.</summary>
internal static class ChangedFields
{
    public static IReadOnlyList<string> Between(string before, string after)
    {
        using var old = JsonDocument.Parse(before);
        using var fresh = JsonDocument.Parse(after);
        var names = old.RootElement.EnumerateObject().Select(property => property.Name)
            .Union(fresh.RootElement.EnumerateObject().Select(property => property.Name));
        return [.. names.Where(name => !Same(old.RootElement, fresh.RootElement, name))];
    }

    private static bool Same(JsonElement old, JsonElement fresh, string name)
    {
        var before = old.TryGetProperty(name, out var a) ? a : default;
        var after = fresh.TryGetProperty(name, out var b) ? b : default;
        if (IsNothing(before) || IsNothing(after))
            return IsNothing(before) && IsNothing(after);
        return JsonElement.DeepEquals(before, after);
    }

    private static bool IsNothing(JsonElement element) => element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
}
