using System.Text.Json.Serialization;

namespace NimbusFunctions.Callbacks.News;

/// <summary>One thing to tell, in the words of the connector's two lists of events.</summary>
/// <param name="TaskEvent">What triggers of tasks are told; null: nothing.</param>
/// <param name="EntryEvent">What triggers of scheduler entries are told; null: nothing.</param>
internal sealed record TaskNews(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TaskEvent = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? EntryEvent = null)
{
    public string? EventOf(TriggerKind kind) => kind == TriggerKind.Tasks ? TaskEvent : EntryEvent;
}
