using NimbusFunctions.Access;
using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Tasks.Connector.Posts;
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>Carries out what a flow makes of an outbound task.</summary>
internal sealed class SchedulerEntryChanges(TaskDesk desk, ServicesByUpn services, TimeProvider time)
{
    /// <param name="http">Who calls.</param>
    /// <param name="task">The task as it was found.</param>
    /// <param name="body">Valid in itself.</param>
    public async Task<IResult> ChangeAsync(HttpContext http, ContactTask task, SchedulerEntryBody body)
    {
        if (DueWindow.Fault(body.Due!.Value, time.GetUtcNow()) is { } fault)
            return new ProblemResult(fault);
        if (await services.FindAsync(http.TenantId(), body.ServiceUpn!, http.RequestAborted) is not { } service || service.Id != task.ServiceId)
            return new ProblemResult(Problem.Invalid("serviceUpn", "must stay: an entry keeps its service. Delete it and post another."));
        var wanted = body.WithDefaults(service.DefaultPriority);
        if (SchedulerEntryChange.Of(task, wanted, time.GetUtcNow()) is TaskChange.To { Task: var changed } && TaskSize.Fault(changed) is { } tooLarge)
            return new ProblemResult(tooLarge);
        return await desk.ChangeAsync(
            http.TenantId(), task.Id, (current, now) => SchedulerEntryChange.Of(current, wanted, now), http.RequestAborted) switch
        {
            ChangeAnswer.Changed { Task: var stored } => Results.Json(
                SchedulerEntryAnswer.Of(stored, service.Upn), ConnectorJson.Plain.SchedulerEntryAnswer),
            ChangeAnswer.Refused refused => new ProblemResult(Problem.Conflict(ProblemTypes.TaskInProgress, refused.Reason)),
            _ => new ProblemResult(TaskProblems.Missing(task.Id)),
        };
    }
}
