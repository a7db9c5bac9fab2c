using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Fields;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>A field of a service's settings: what it holds, who may, which licence it needs, and where it lies.</summary>
/// <param name="Name">As in the document.</param>
/// <param name="Rule">What it may hold.</param>
/// <param name="Says">What it means, in a sentence without its range.</param>
/// <param name="Reader">What reads it and what then changes; for another system: <c>Stored for …</c>.</param>
internal sealed record ServiceField(string Name, FieldRule Rule, string Says, string Reader)
{
    /// <summary>Its permission; several fields of one list share one.</summary>
    public string Permission { get; init; } = ServicePermissions.FieldOf(Name);

    /// <summary>What holds where nobody set it, as JSON.</summary>
    public string Default { get; init; } = "null";

    /// <summary>Whether it stays as it is where somebody who puts the section leaves it out.</summary>
    public bool Stays { get; init; }

    /// <summary>Whether it is shown and never changes.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The least licence of the service for anything but the default; null: every licence has it.</summary>
    public string? Needs { get; init; }

    /// <summary>Of a field that needs a licence: the one value that does; null: every value but the default.</summary>
    public string? Only { get; init; }

    /// <summary>Of a reference to a workflow: the modality that this must have.</summary>
    public string? Modality { get; init; }

    /// <summary>Its place in the product's own pages; null: an addition of ours.</summary>
    public string? Place { get; init; }

    /// <summary>Reads it from a column of the service; null: it lies among the settings.</summary>
    public Func<Service, JsonNode?>? Reads { get; init; }

    /// <summary>Writes it into the column.</summary>
    public Func<Service, JsonNode?, Service>? Writes { get; init; }

    /// <summary>The same as its rules are checked and told.</summary>
    public SettingsField AsSetting => new(Name, Rule, Says, Reader) { Place = Place };

    public JsonNode? DefaultValue() => JsonNode.Parse(Default);

    /// <summary>Whether a value needs the licence that the field needs.</summary>
    public bool IsInUse(JsonNode? value) => Needs is not null
        && (Only is { } only ? value?.GetValue<string>() == only : !JsonNode.DeepEquals(value, DefaultValue()));
}
