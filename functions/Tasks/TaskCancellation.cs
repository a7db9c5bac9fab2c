using NimbusFunctions.Access;
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks;

/// <summary>Somebody ends a task; the ledger says who.</summary>
internal sealed class TaskCancellation(TaskDesk desk)
{
    /// <param name="http">Who calls.</param>
    /// <param name="id">The task; the caller may end it.</param>
    /// <param name="obstacle">Why it may not be ended as it stands; null: it may.</param>
    /// <returns>Null once it has ended, or what is in the way.</returns>
    public async Task<Problem?> EndAsync(HttpContext http, string id, Func<ContactTask, string?>? obstacle = null)
    {
        var author = http.Caller().Author;
        var answer = await desk.ChangeAsync(
            http.TenantId(),
            id,
            (current, now) => obstacle?.Invoke(current) is { } reason
                ? new TaskChange.Refused(reason)
                : new TaskChange.Ended(CompletionReasons.Cancelled, now, author),
            http.RequestAborted);
        return answer switch
        {
            ChangeAnswer.Refused refused => Problem.Conflict(ProblemTypes.TaskInProgress, refused.Reason),
            ChangeAnswer.NotFound => TaskProblems.Missing(id),
            _ => null,
        };
    }
}
