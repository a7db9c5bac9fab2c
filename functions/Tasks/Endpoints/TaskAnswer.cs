using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NimbusFunctions.Access;

namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>A task as operators and administrators see it.</summary>
/// <param name="Due">When a scheduled one is due.</param>
/// <param name="LeaseSeconds">How long it keeps its slot without being heard of.</param>
/// <param name="Content">What was posted or arrived; of a single task only, because lists need no customers' names.</param>
internal sealed record TaskAnswer(
    string Id,
    string Service,
    Modality Modality,
    TaskState State,
    DateTimeOffset Created,
    DateTimeOffset StateSince,
    string? CreatedBy,
    string? ClientReference,
    DateTimeOffset? Due,
    long LeaseSeconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Content = null)
{
    public static TaskAnswer Of(ContactTask task) => new(
        task.Id, task.ServiceId, task.Modality, task.State, task.Created, task.StateSince, task.CreatedBy, task.ClientReference, task.Due,
        (long)task.Lease.TotalSeconds);

    public static TaskAnswer WithContent(ContactTask task)
    {
        using var content = JsonDocument.Parse(task.Content);
        return Of(task) with { Content = content.RootElement.Clone() };
    }

    /// <summary>As somebody sees it who may not see who the customer is: of the content its outline alone.</summary>
    public TaskAnswer Masked(Masks masks) => !masks.Customers
        ? this
        : this with
        {
            ClientReference = ClientReference is null ? null : masks.Customer(ClientReference),
            Content = Content is { } content ? Outline(JsonNode.Parse(content.GetRawText()), masks) : null,
        };

    private static JsonElement Outline(JsonNode? content, Masks masks)
    {
        using var outline = JsonDocument.Parse(Hidden(content, masks)?.ToJsonString() ?? "null");
        return outline.RootElement.Clone();
    }

    // A field of the content can be anything, a number too: what is in it is the customer's until somebody says otherwise.
    private static JsonNode? Hidden(JsonNode? node, Masks masks) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Hidden(field.Value, masks)))),
        JsonArray items => new JsonArray([.. items.Select(item => Hidden(item, masks))]),
        JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number => JsonValue.Create(masks.Customer(value.ToString())),
        _ => node?.DeepClone(),
    };
}
