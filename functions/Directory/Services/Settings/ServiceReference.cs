using System.Text.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.Configuration;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>A configuration entity that a service's settings name.</summary>
/// <param name="Path">Where, in the caller's spelling.</param>
/// <param name="Reference">The entity, and the field that names it.</param>
/// <param name="Modality">The modality that a workflow must have there; null: any.</param>
internal sealed record ServiceReference(string Path, EntityReference Reference, string? Modality)
{
    /// <summary>How services are called among those who refer.</summary>
    public const string Referrer = "service";

    /// <summary>All places of a service.</summary>
    public static IReadOnlyList<ServiceReference> AllOf(Service service) => AllOf(ServiceDocument.Of(service));

    /// <summary>All places of a document.</summary>
    public static IReadOnlyList<ServiceReference> AllOf(JsonObject document)
    {
        using var parsed = JsonDocument.Parse(document.ToJsonString());
        var found = new List<ServiceReference>();
        foreach (var (section, field) in ServiceCatalogue.Fields)
        {
            var value = parsed.RootElement.GetProperty(section.Name).GetProperty(field.Name);
            if (value.ValueKind != JsonValueKind.Null)
                found.AddRange(field.Rule.References(section.PathOf(field), value).Select(one => new ServiceReference(one.Path, new(one.Kind, one.Id, SlotOf(section, field)), field.Modality)));
        }

        return found;
    }

    /// <summary>The same as the store keeps it: one for each entity and field.</summary>
    public static IReadOnlyList<EntityReference> KeptOf(Service service) => [.. AllOf(service).Select(found => found.Reference).Distinct()];

    // Contacts had theirs before there were settings.
    private static string SlotOf(ServiceSection section, ServiceField field) => section == ServiceCatalogue.Interact ? field.Name : section.PathOf(field);
}
