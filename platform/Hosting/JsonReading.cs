using System.Text.Json;

namespace Nimbus.Platform.Hosting;

/// <summary>Small readings of JSON that the host's files and envelopes share.</summary>
internal static class JsonReading
{
    /// <summary>The host's own files may have comments and trailing commas.</summary>
    public static JsonDocumentOptions Lenient { get; } = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The property, whatever the case of its name; the exact name first.</summary>
    public static JsonElement? Property(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        if (element.TryGetProperty(name, out var exact))
            return exact;
        foreach (var property in element.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }

    /// <summary>The text of a string property; <see langword="null"/> if it is absent or not a string.</summary>
    public static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Parses text that may be JSON; <see langword="null"/> if it is not. The value lives on its own.</summary>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null; // not JSON, or text that is not valid Unicode
        }
    }
}
