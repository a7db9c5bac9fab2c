using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using NimbusFunctions.Fields;

namespace NimbusFunctions.Configuration;

/// <summary>A configuration entity.</summary>
/// <param name="Kind">Its kind, as in addresses.</param>
/// <param name="Id">A GUID in lower case.</param>
/// <param name="Name">1 to 128 characters.</param>
/// <param name="UnitId">The organization unit that it lies in.</param>
/// <param name="Fields">Its own fields, as JSON.</param>
/// <param name="Revision">1 when it is made, and one more with each change.</param>
internal sealed record ConfigurationEntity(string Kind, string Id, string Name, string UnitId, string Fields, long Revision)
{
    /// <summary>The entity tag that callers send back in <c>If-Match</c>.</summary>
    public string Tag => $"\"{Revision}\"";

    /// <summary>All of it but the id: what a caller may put.</summary>
    public JsonObject Document()
    {
        var document = new JsonObject { [ConfigurationKind.Name] = Name, [ConfigurationKind.Unit] = UnitId };
        var own = JsonNode.Parse(Fields)!.AsObject();
        foreach (var field in ConfigurationKinds.All[Kind].Own.Where(field => own.ContainsKey(field.Name)))
            document[field.Name] = own[field.Name]?.DeepClone();
        return document;
    }

    /// <summary>All of it, as it is answered.</summary>
    public JsonObject Answer()
    {
        var answer = Document();
        answer.Insert(0, "id", Id);
        return answer;
    }

    /// <summary>What it refers to, each place of it.</summary>
    public IReadOnlyList<FoundReference> Found()
    {
        using var document = JsonDocument.Parse(Fields);
        return
        [
            .. ConfigurationKinds.All[Kind].Own
                .Where(field => document.RootElement.TryGetProperty(field.Name, out var value) && value.ValueKind != JsonValueKind.Null)
                .SelectMany(field => field.Rule.References(field.Name, document.RootElement.GetProperty(field.Name))),
        ];
    }

    /// <summary>The same as the store keeps it: one for each entity and field.</summary>
    public IReadOnlyList<EntityReference> References() =>
        [.. Found().Select(found => new EntityReference(found.Kind, found.Id, found.Path.Split('[', '.')[0])).Distinct()];
}

/// <summary>The same as stored.</summary>
/// <param name="ETag">Guards its next change; also a reference to it changes it.</param>
internal sealed record StoredEntity(ConfigurationEntity Entity, ETag ETag);

/// <summary>All entities of a kind as they were at one time or later; a write over an older reading is refused.</summary>
/// <param name="Guard">The tag of the row that stands for the kind; null: nothing was written yet.</param>
internal sealed record StoredKind(IReadOnlyList<StoredEntity> Entities, ETag? Guard)
{
    public StoredEntity? Find(string id) => Entities.FirstOrDefault(stored => stored.Entity.Id == id);
}
