using System.Text.Json;
using NimbusFunctions.Tasks.Outbox;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Events;

/// <summary>The body of a message of <c>task-events</c>: an engine says what has become of a task.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="TaskId">The task, as the dispatch named it.</param>
/// <param name="Id">The event's own name, at most 128 characters, for whoever looks for it.</param>
/// <param name="At">When it happened: decides between events that come in any order; at most five minutes ahead.</param>
/// <param name="State">
/// <c>Offered</c>, <c>Connected</c>, <c>InAfterWork</c>, <c>InQueue</c> or <c>Terminated</c>. Left out: nothing happened, the
/// task is looked at because a time of its own may be over.
/// </param>
/// <param name="CompletionReason">
/// Why: at most 64 characters. With <c>Terminated</c>, why it ended; with <c>InQueue</c>, why an attempt failed.
/// </param>
/// <param name="Attempt">The attempt, as the dispatch numbered it; left out: the present one.</param>
/// <param name="UserId">
/// The directory object id of whom it is offered to, or who works on it; left out: whoever was named before.
/// </param>
internal sealed record TaskEvent(
    string? Tenant = null,
    string? TaskId = null,
    string? Id = null,
    DateTimeOffset? At = null,
    TaskState? State = null,
    string? CompletionReason = null,
    int? Attempt = null,
    string? UserId = null)
{
    public const string Queue = "task-events";

    private const int LongestName = 128;
    private const int LongestReason = 64;

    // Clocks differ; an event from far ahead would have all others come too late.
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    /// <summary>Has a task looked at when its time has come.</summary>
    public static void LookAt(LaneOutbox outbox, ContactTask task, DateTimeOffset at) => outbox.Send(
        Queue,
        JsonSerializer.Serialize(new(outbox.Tenant, task.Id, "queue-time", at, Attempt: task.FailedAttempts + 1), NimbusJson.Default.TaskEvent),
        at);

    /// <summary>What is wrong with it.</summary>
    public ValidationErrors Validate(DateTimeOffset now)
    {
        var errors = new ValidationErrors();
        errors.Text("tenant", Tenant, LongestName, required: true);
        errors.Guid("tenant", Tenant);
        errors.Text("taskId", TaskId, LongestName, required: true);
        errors.Text("id", Id, LongestName, required: true);
        if (At is null || At > now + MostAhead)
            errors.Add("at", $"must be a time at most {MostAhead.TotalMinutes:0} minutes ahead.");
        if (State is TaskState.Held or TaskState.Scheduled || (State is { } state && !Enum.IsDefined(state)))
            errors.Add("state", "must be Offered, Connected, InAfterWork, InQueue or Terminated.");
        errors.Text("completionReason", CompletionReason, LongestReason);
        errors.Guid("userId", UserId);
        if (Attempt is < 1)
            errors.Add("attempt", $"must be at least 1, it is {Attempt}.");
        return errors;
    }
}
