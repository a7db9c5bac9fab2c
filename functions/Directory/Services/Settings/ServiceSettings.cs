using System.Text.Json.Nodes;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>What is set of a service beyond the columns that the sync, the admission and the routing read.</summary>
/// <param name="Json">By section and field, only what is not the default.</param>
/// <param name="Revision">How often somebody changed the service's settings, whatever else was written of it.</param>
internal sealed record ServiceSettings(string Json, long Revision)
{
    public static ServiceSettings None { get; } = new("{}", 0);

    /// <summary>The entity tag of the whole and of each section.</summary>
    public string Tag => $"\"{Revision}\"";

    /// <summary>The mailbox, which no other service of the tenant has; null: none.</summary>
    public string? Mailbox => Json.Contains(Fields.ModalityFields.Mailbox, StringComparison.Ordinal)
        ? Parse()[ServiceCatalogue.Modalities.Name]?[Fields.ModalityFields.Mailbox]?.GetValue<string>()
        : null;

    public JsonObject Parse() => JsonNode.Parse(Json)!.AsObject();
}
