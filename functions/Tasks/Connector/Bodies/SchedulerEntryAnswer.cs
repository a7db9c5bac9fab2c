using System.Text.Json;
using System.Text.Json.Serialization;

namespace NimbusFunctions.Tasks.Connector.Bodies;

/// <summary>An outbound task as flows see it.</summary>
/// <param name="Event">Where it stands: a name of <see cref="TaskState"/>.</param>
internal sealed record SchedulerEntryAnswer(
    string SchedulerEntryId,
    string Event,
    string Direction,
    string Modality,
    [property: JsonPropertyName("ReferenceId")] string? ReferenceId,
    string? CompletionReason,
    string? Destination,
    string? DistributionPriority,
    DateTimeOffset? DueDateTimeUtc,
    string? ServiceUpn,
    int? MaxAttempts,
    int? AttemptTimeoutInSeconds,
    int? MaxQueueTimeInSeconds,
    int? RonaTimeoutInSeconds,
    IReadOnlyList<NamedValue>? CustomCallContextParameters,
    Customer? Customer)
{
    public static SchedulerEntryAnswer Of(ContactTask task, string serviceUpn) => Of(
        task, JsonSerializer.Deserialize(task.Content, ConnectorJson.Stored.SchedulerEntryBody) ?? new(), serviceUpn);

    public static SchedulerEntryAnswer Of(ContactTask task, SchedulerEntryBody body, string serviceUpn) => new(
        task.Id, task.State.ToString(), "Outbound", ConnectorVocabulary.Audio, body.ReferenceId, task.CompletionReason, body.Destination,
        body.DistributionPriority, task.Due, serviceUpn, body.MaxAttempts, body.AttemptTimeoutInSeconds, body.MaxQueueTimeInSeconds,
        body.RonaTimeoutInSeconds, body.CustomCallContextParameters, body.Customer);
}
