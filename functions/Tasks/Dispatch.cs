using System.Text.Json;
using System.Text.Json.Serialization;
using NimbusFunctions.Tasks.Events;
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Tasks.Outbox;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks;

/// <summary>The message of <c>task-dispatch</c>: a task goes to the engine that works on it.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Tenant">Its tenant.</param>
/// <param name="ServiceId">Its service.</param>
/// <param name="Modality">What kind of engine it is for.</param>
/// <param name="Due">When it is due; null: now.</param>
/// <param name="Content">What was posted or arrived, JSON as it stands: it fits into a row, which it would not with its letters escaped.</param>
/// <param name="Attempt">Which attempt it is, from 1; events of it say the same.</param>
internal sealed record Dispatch(
    string TaskId, string Tenant, string ServiceId, Modality Modality, DateTimeOffset? Due, [property: JsonConverter(typeof(RawJson))] string Content, int Attempt)
{
    public const string Queue = "task-dispatch";

    /// <returns>The task as it is from then on.</returns>
    public static ContactTask Send(LaneOutbox outbox, ContactTask task, DateTimeOffset now)
    {
        var message = new Dispatch(task.Id, outbox.Tenant, task.ServiceId, task.Modality, task.Due, task.Content, task.FailedAttempts + 1);
        outbox.Send(
            Queue,
            JsonSerializer.Serialize(message, NimbusJson.Default.Dispatch),
            task.Due is { } due && due > now ? due : null);
        var sent = task with { State = TaskState.InQueue, StateSince = now };
        if (OutboundTimes.QueueEnd(sent) is { } end)
            TaskEvent.LookAt(outbox, sent, end);
        return sent;
    }
}
