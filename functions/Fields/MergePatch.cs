using System.Text.Json.Nodes;

namespace NimbusFunctions.Fields;

/// <summary>A document after a patch (RFC 7396, JSON Merge Patch): null takes a field back to its default.</summary>
internal static class MergePatch
{
    /// <param name="document">Takes the patch.</param>
    /// <param name="patch">What was sent.</param>
    /// <param name="fields">What there is. A null of a name that is none of them stays, so that the check names it.</param>
    public static void Into(JsonObject document, JsonObject patch, IReadOnlyList<SettingsField> fields)
    {
        foreach (var (name, value) in patch)
        {
            var field = fields.FirstOrDefault(field => field.Name == name);
            if (value is null && field is not null)
                document.Remove(name);
            else if (value is JsonObject inner && document[name] is JsonObject known)
                Into(known, inner, field?.Rule is GroupRule group ? group.Fields : []);
            else
                document[name] = value?.DeepClone();
        }
    }
}
