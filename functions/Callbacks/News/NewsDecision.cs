using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.LifeCycle;

namespace NimbusFunctions.Callbacks.News;

/// <summary>
/// Which news there are in a change of a task: a pure decision. An outbound task is a scheduler entry until its time comes,
/// and a task from then on: the product tells "Created" of it when the call is started.
/// </summary>
internal static class NewsDecision
{
    public const string Created = "Created";
    public const string Updated = "Updated";
    public const string Deleted = "Deleted";

    /// <param name="before">The task as it was; null: there was none.</param>
    /// <param name="after">The task as it is stored.</param>
    /// <returns>In the order in which they happened; empty: nothing that flows know of.</returns>
    public static IReadOnlyList<TaskNews> Of(ContactTask? before, ContactTask after)
    {
        if (before == after)
            return [];
        if (before?.State == TaskState.Scheduled && after.IsOver)
            return [new(EntryEvent: after.CompletionReason == CompletionReasons.Cancelled ? Deleted : nameof(TaskState.Terminated))];
        var isEntry = after.Modality == Modality.Outbound;
        var news = new List<TaskNews>();
        var first = new TaskNews(
            IsTask(after) && !IsTask(before) ? Created : null,
            isEntry && IsScheduledAnew(before, after) ? nameof(TaskState.Scheduled) : null);
        if (first != new TaskNews())
            news.Add(first);
        if (IsTask(before) && !after.IsOver && before!.Content != after.Content)
            news.Add(new(TaskEvent: Updated));
        if (after.State >= TaskState.InQueue && (before is null || IsFurther(before, after)))
            news.Add(new(after.State.ToString(), isEntry ? after.State.ToString() : null));
        return news;
    }

    /// <summary>Who worked on it last, as far as the change tells: whom it was only offered to did not.</summary>
    public static string? ConnectedUser(ContactTask? before, ContactTask after)
    {
        var last = after.IsOver ? before : after;
        return last?.State is TaskState.Connected or TaskState.InAfterWork ? last.UserId : null;
    }

    private static bool IsTask(ContactTask? task) => task is not null && task.State != TaskState.Scheduled;

    /// <summary>However soon it is due, it was scheduled first.</summary>
    private static bool IsScheduledAnew(ContactTask? before, ContactTask after) =>
        before is null || (before.State == TaskState.Scheduled && after.State == TaskState.Scheduled && before.Due != after.Due);

    /// <summary>Another state, another user in the same one, or another attempt; a sign of life alone is no news.</summary>
    private static bool IsFurther(ContactTask before, ContactTask after) =>
        before.State != after.State || before.UserId != after.UserId || before.FailedAttempts != after.FailedAttempts;
}
