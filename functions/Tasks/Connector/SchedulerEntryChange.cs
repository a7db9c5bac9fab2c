using System.Text.Json;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Tasks.LifeCycle;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>What a flow makes of an outbound task that waits for its time: a pure decision.</summary>
internal static class SchedulerEntryChange
{
    /// <summary>Why an entry may not be changed or deleted any more; null: it may.</summary>
    public static string? Obstacle(ContactTask task) => task.State == TaskState.Scheduled
        ? null
        : $"The entry is in progress ({task.State}): it is so from {TaskEntry.LongestAhead.TotalMinutes:0} minutes before it is due.";

    /// <param name="task">The task as it is.</param>
    /// <param name="body">A valid body with its defaults in.</param>
    /// <param name="now">The time.</param>
    public static TaskChange Of(ContactTask task, SchedulerEntryBody body, DateTimeOffset now)
    {
        if (Obstacle(task) is { } obstacle)
            return new TaskChange.Refused(obstacle);
        var changed = task with
        {
            Content = JsonSerializer.Serialize(body, ConnectorJson.Plain.SchedulerEntryBody),
            Due = body.Due,
            Lease = body.Lease,
            ClientReference = body.ClientReference ?? task.ClientReference,
        };
        return new TaskChange.To(changed, Dispatched: body.Due <= now + TaskEntry.LongestAhead);
    }
}
