using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Connector;
using NimbusFunctions.Tasks.Connector.Bodies;

namespace NimbusFunctions.Callbacks.News;

/// <summary>
/// What a task's content says that flows are told. Posted ones are as the connector describes them; an arrival's is what its
/// channel put there, and what bears a name of the connector's is taken.
/// </summary>
internal sealed class TaskContent
{
    private readonly JsonElement root;

    private TaskContent(JsonElement root) => this.root = root;

    public static TaskContent Of(ContactTask task)
    {
        using var content = JsonDocument.Parse(task.Content);
        return new(content.RootElement.Clone());
    }

    /// <summary>A text; null where there is none, or an empty one.</summary>
    public string? Text(string name) =>
        Field(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    public bool? Truth(string name) => Field(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The customer, the context parameters and the preferred users; null where none of them is known.</summary>
    public TaskInformationBody? Information()
    {
        var information = new TaskInformationBody(
            Read("customer", ConnectorJson.Plain.Customer),
            Read("customContextParameters", ConnectorJson.Plain.IReadOnlyListNamedValue)
                ?? Read("customCallContextParameters", ConnectorJson.Plain.IReadOnlyListNamedValue),
            Read("preferredUsers", ConnectorJson.Plain.IReadOnlyListPreferredUser));
        return information == new TaskInformationBody() ? null : information;
    }

    private T? Read<T>(string name, JsonTypeInfo<T> type) where T : class
    {
        if (Field(name) is not { ValueKind: JsonValueKind.Object or JsonValueKind.Array } value)
            return null;
        try
        {
            return value.Deserialize(type);
        }
        catch (JsonException)
        {
            // Something of the channel's own that happens to have the name.
            return null;
        }
    }

    private JsonElement? Field(string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) ? value : null;
}
