using NimbusFunctions.Access;
using NimbusFunctions.Tasks.Connector.Posts;
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>A flow tells what it found out about a task.</summary>
internal static class TaskInformationEndpoint
{
    // A caller may change tasks of one modality only; which one it is, is known once the task is.
    public static void MapTaskInformation(this RouteGroupBuilder v1) =>
        v1.MapPut("/tasks/{id}", PutAsync).RequireInOwnTenant(Permissions.OutboundTasks, Letters.Update);

    private static async Task<IResult> PutAsync(HttpContext http, string id, FlowTasks tasks, TaskDesk desk)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, ConnectorJson.Plain.TaskInformationBody);
        if (body is null)
            return new ProblemResult(problem!);
        var errors = body.Validate();
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var (task, refusal) = await tasks.FindAsync(http, id, modality: null, Letters.Update);
        if (task is null)
            return refusal!;
        if (TaskSize.Fault(TaskInformation.Put(task, body)) is { } tooLarge)
            return new ProblemResult(tooLarge);
        return await desk.ChangeAsync(
            http.TenantId(), id, (current, _) => new TaskChange.To(TaskInformation.Put(current, body)), http.RequestAborted) switch
        {
            ChangeAnswer.Changed => Results.Ok(),
            _ => new ProblemResult(TaskProblems.Missing(id)),
        };
    }
}
