using NimbusFunctions.Tasks.LifeCycle;

namespace NimbusFunctions.Tasks.Events;

/// <summary>
/// What an event makes of a task: a pure decision. Events come twice, late and in any order, so what counts is when they
/// happened. An end counts whenever it comes: whoever ended the task does not work on it any more.
/// </summary>
internal static class TaskTransition
{
    /// <param name="task">The task as it is; not over.</param>
    /// <param name="news">A valid event.</param>
    /// <param name="now">The time.</param>
    public static TaskChange Decide(ContactTask task, TaskEvent news, DateTimeOffset now)
    {
        var at = news.At ?? now;
        if (news.State == TaskState.Terminated)
            return new TaskChange.Ended(news.CompletionReason ?? CompletionReasons.Completed, Within(task.Created, at, now));
        var isNotBegun = task.State is TaskState.Held or TaskState.Scheduled;
        if (isNotBegun || (news.Attempt is { } attempt && attempt != task.FailedAttempts + 1))
            return new TaskChange.None();
        if (news.State is not { } state)
            return OfTime(task, Later(at, now), now);
        if (state == TaskState.InQueue && news.CompletionReason is { } failure)
            return at > (task.LastEvent ?? DateTimeOffset.MinValue) ? Failed(task, failure, at, now) : new TaskChange.None();
        return Counts(task, state, at)
            ? new TaskChange.To(task with { State = state, StateSince = Within(task.Created, at, now), LastEvent = at, UserId = UserOf(task, state, news) })
            : new TaskChange.None();
    }

    private static TaskChange OfTime(ContactTask task, DateTimeOffset time, DateTimeOffset now) => OutboundTimes.QueueEnd(task) <= time
        ? new TaskChange.Ended(CompletionReasons.LimitReached, now)
        : new TaskChange.None();

    private static TaskChange Failed(ContactTask task, string reason, DateTimeOffset at, DateTimeOffset now) =>
        task.FailedAttempts + 1 < OutboundTimes.MostAttempts(task)
            ? new TaskChange.To(task with { FailedAttempts = task.FailedAttempts + 1, LastEvent = at, UserId = null }, Dispatched: true)
            : new TaskChange.Ended(reason, Within(task.Created, at, now));

    /// <summary>Whoever has the task; back in the queue nobody has.</summary>
    private static string? UserOf(ContactTask task, TaskState state, TaskEvent news) => state == TaskState.InQueue
        ? null
        : news.UserId is { } user ? Guid.Parse(user).ToString("D") : task.UserId;

    /// <summary>The younger event counts; of two of one instant the one that is further on, whichever comes first.</summary>
    private static bool Counts(ContactTask task, TaskState state, DateTimeOffset at) =>
        task.LastEvent is not { } last || at > last || (at == last && state > task.State);

    /// <summary>Engines have clocks of their own; what is stored lies within the task's life.</summary>
    private static DateTimeOffset Within(DateTimeOffset created, DateTimeOffset at, DateTimeOffset now) =>
        at > now ? now : at < created ? Earlier(created, now) : at;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
