using System.Text.Json.Nodes;
using NimbusFunctions.Fields;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>A section's JSON as somebody sees it, and as somebody's document makes it: pure decisions.</summary>
internal static class SectionJson
{
    public static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>What somebody sees: not what they may not read, and of a section that is switched off the switch alone.</summary>
    public static JsonObject Visible(ISettingsSection section, string json, Func<string, bool> mayRead)
    {
        var shown = Parse(json);
        foreach (var field in shown.Select(field => field.Key).ToList())
        {
            if (!mayRead(field) || IsHidden(section, shown, field))
                shown.Remove(field);
        }

        return shown;
    }

    /// <summary>
    /// The section after somebody put it whole: what they cannot see stays as it is; what else they leave out falls back to
    /// its default.
    /// </summary>
    public static JsonObject Put(ISettingsSection section, string before, JsonObject given, Func<string, bool> mayRead)
    {
        var (after, stored) = (given.DeepClone().AsObject(), Parse(before));
        foreach (var field in section.Fields.Select(field => field.Name))
        {
            if (!after.ContainsKey(field) && (!mayRead(field) || IsHidden(section, after, field)) && stored.ContainsKey(field))
                after[field] = stored[field]?.DeepClone();
        }

        return after;
    }

    /// <summary>
    /// The section after a patch (RFC 7396, JSON Merge Patch): null takes a field back to its default. What only a newer
    /// edition knows of is left out: whoever sends the patch has not sent it.
    /// </summary>
    public static JsonObject Patch(IReadOnlyList<SettingsField> fields, string before, JsonObject patch)
    {
        var after = Parse(before);
        foreach (var name in after.Select(field => field.Key).Except(fields.Select(field => field.Name)).ToList())
            after.Remove(name);
        MergePatch.Into(after, patch, fields);
        return after;
    }

    /// <summary>Whether both say the same.</summary>
    public static bool Same(string one, string other) => JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other));

    private static bool IsHidden(ISettingsSection section, JsonObject json, string field) =>
        section.Switch is { } name && field != name && json[name] is JsonValue { } state && state.TryGetValue<bool>(out var isOn) && !isOn;
}
