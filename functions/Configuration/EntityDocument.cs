using System.Text.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.Fields;
using NimbusFunctions.Web;

namespace NimbusFunctions.Configuration;

/// <summary>What an entity becomes of a document that somebody sent: pure decisions.</summary>
internal static class EntityDocument
{
    // A column holds 64 KiB, two for each character (Tables: "Understanding the Table service data model").
    private const int LongestJson = 32_000;

    /// <summary>The entity as it is to be; null where something is wrong with it, all of which is named.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="before">The entity as it is; null: there is none yet.</param>
    /// <param name="id">Its id.</param>
    /// <param name="given">What somebody sent.</param>
    /// <param name="isPatch">Whether it is a merge patch (RFC 7396), where null takes a field back to its default.</param>
    /// <param name="defaultUnit">Where a new entity lies that names no unit.</param>
    /// <param name="errors">Takes the faults.</param>
    public static ConfigurationEntity? Take(
        ConfigurationKind kind, ConfigurationEntity? before, string id, JsonObject given, bool isPatch, string defaultUnit, ValidationErrors errors)
    {
        var wanted = isPatch && before is not null ? Patched(kind, before, given) : given.DeepClone().AsObject();
        TakeId(wanted, before, errors);
        foreach (var (name, value) in kind.Defaults)
        {
            if (!wanted.ContainsKey(name))
                wanted[name] = value?.DeepClone();
        }

        using var document = JsonDocument.Parse(wanted.ToJsonString());
        SettingsField.CheckAll("", kind.Fields, document.RootElement, SettingsBounds.Usual, errors);
        if (!errors.Any)
            kind.Checks?.Invoke(document.RootElement, errors);
        if (errors.Any)
            return null;
        var unit = wanted[ConfigurationKind.Unit]?.GetValue<string>().ToLowerInvariant() ?? before?.UnitId ?? defaultUnit;
        var own = new JsonObject();
        foreach (var field in kind.Own)
            own[field.Name] = wanted[field.Name]?.DeepClone();
        kind.Tidies?.Invoke(own);
        var json = own.ToJsonString();
        if (json.Length > LongestJson)
        {
            errors.Add("body", $"must be at most {LongestJson} characters of JSON in all, it has {json.Length}.");
            return null;
        }

        return new(kind.Segment, id, wanted[ConfigurationKind.Name]!.GetValue<string>().Trim(), unit, json, (before?.Revision ?? 0) + 1);
    }

    /// <summary>Whether both say the same, whatever their revisions.</summary>
    public static bool Same(ConfigurationEntity one, ConfigurationEntity other) => JsonNode.DeepEquals(one.Document(), other.Document());

    // What was read is put back with its id.
    private static void TakeId(JsonObject wanted, ConfigurationEntity? before, ValidationErrors errors)
    {
        if (before is null || !wanted.TryGetPropertyValue("id", out var id))
            return;
        wanted.Remove("id");
        if (id?.GetValueKind() != JsonValueKind.String || !string.Equals(id.GetValue<string>(), before.Id, StringComparison.OrdinalIgnoreCase))
            errors.Add("id", "must be that of the address.");
    }

    private static JsonObject Patched(ConfigurationKind kind, ConfigurationEntity before, JsonObject patch)
    {
        var after = before.Document();
        MergePatch.Into(after, patch, kind.Fields);
        return after;
    }
}
