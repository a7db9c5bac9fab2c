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

    /// <summary>As somebody sees it who may not see who the customer is, or who the users are that a flow asked for.</summary>
    public TaskAnswer Masked(Masks masks) => masks == Masks.None
        ? this
        : this with
        {
            ClientReference = ClientReference is null ? null : masks.Customer(ClientReference),
            Content = Content is { } content ? Outline(content, masks) : null,
        };

    private static JsonElement Outline(JsonElement content, Masks masks)
    {
        using var outline = JsonDocument.Parse(Hidden(JsonNode.Parse(content.GetRawText()), masks.Customers, masks.Users)?.ToJsonString() ?? "null");
        return outline.RootElement.Clone();
    }

    /// <summary>What is in a content can be anything, a number too: all of it is the customer's but for the users that are preferred.</summary>
    private static JsonNode? Hidden(JsonNode? node, bool values, bool users) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(
            field.Key, Hidden(field.Value, values || (users && field.Key.Equals("preferredUsers", StringComparison.OrdinalIgnoreCase)), users)))),
        JsonArray items => new JsonArray([.. items.Select(item => Hidden(item, values, users))]),
        JsonValue value when values && value.GetValueKind() is (JsonValueKind.String or JsonValueKind.Number) => JsonValue.Create(Masks.Asterisks),
        _ => node?.DeepClone(),
    };
}
