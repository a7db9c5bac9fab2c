using System.Text.Json;
using System.Text.Json.Serialization;

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
}
