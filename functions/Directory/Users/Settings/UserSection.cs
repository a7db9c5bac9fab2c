using System.Text.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.Configuration;
using NimbusFunctions.Fields;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Settings;

/// <summary>A tab of a user's settings: what it holds, which licence shows it, and who may do what with it.</summary>
/// <param name="Name">As in addresses.</param>
/// <param name="Column">Its column of the user's row; stored, so it never changes.</param>
/// <param name="Licence">The user needs it.</param>
/// <param name="Permission">Its permission.</param>
/// <param name="Fields">What it holds.</param>
internal sealed record UserSection(string Name, string Column, UserLicences Licence, string Permission, params IReadOnlyList<SettingsField> Fields)
{
    /// <summary>What holds where a field is left out; a document that says the same uses nothing.</summary>
    public required string Defaults { get; init; }

    /// <summary>Names what is wrong beyond single fields; the document is sound apart from that.</summary>
    public Action<JsonObject, ValidationErrors>? Checks { get; init; }

    /// <summary>The column of its revision.</summary>
    public string RevisionColumn => $"{Column}Revision";

    /// <summary>As it is while nobody has written it.</summary>
    public UserDocument Empty => new(Defaults, 0);

    /// <summary>What a document refers to, each place of it.</summary>
    public IReadOnlyList<FoundReference> Found(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. Fields.Where(field => document.RootElement.TryGetProperty(field.Name, out var value) && value.ValueKind != JsonValueKind.Null)
                .SelectMany(field => field.Rule.References(field.Name, document.RootElement.GetProperty(field.Name))),
        ];
    }

    /// <summary>The same as the store keeps it.</summary>
    public IReadOnlyList<EntityReference> References(string json) =>
        [.. Found(json).Select(found => new EntityReference(found.Kind, found.Id, found.Path.Split('[', '.')[0])).Distinct()];
}

/// <summary>A section of a user as stored.</summary>
/// <param name="Json">Every field.</param>
/// <param name="Revision">0: nobody has written it; one more with each change.</param>
internal sealed record UserDocument(string Json, long Revision)
{
    /// <summary>The entity tag that callers send back in <c>If-Match</c>.</summary>
    public string Tag => $"\"{Revision}\"";

    public JsonObject Answer() => JsonNode.Parse(Json)!.AsObject();
}
