using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Endpoints;

/// <summary>The live tasks of a tenant: who may see them sees them, who may end them ends them.</summary>
internal static class TaskEndpoints
{
    public static void MapTaskList(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/tasks", ListAsync).Require(Permissions.Tasks, Letters.Read).ReadsQuery();
        v1.MapGet("/tenants/{tenant}/tasks/{id}", ReadAsync).Require(Permissions.Tasks, Letters.Read);
        v1.MapDelete("/tenants/{tenant}/tasks/{id}", DeleteAsync).Require(Permissions.Tasks, Letters.Read);
    }

    private static async Task<IResult> ListAsync(HttpContext http, TaskList tasks, ServiceStore services, TenantStore tenants)
    {
        var (query, problem) = TaskQuery.Parse(http.Request.Query);
        if (query is null)
            return new ProblemResult(problem!);
        var masks = await Masks.ReadAsync(http);
        var visible = await VisibleUnits.ReadAsync(http, Permissions.Tasks, Letters.Read, tenants);
        var units = (await services.ListAsync(http.TenantId(), http.RequestAborted))
            .ToDictionary(stored => stored.Service.Id, stored => stored.Service.OrganizationUnitId);
        var (page, last) = (new List<TaskAnswer>(), query.After);
        await foreach (var (task, place) in tasks.ReadAsync(http.TenantId(), query, http.RequestAborted))
        {
            if (!visible.Cover(units.GetValueOrDefault(task.ServiceId, ""), task.ServiceId))
                continue;
            // One more than asked for tells whether there is another page.
            if (page.Count == query.Top)
                return Page(page, last);
            page.Add(TaskAnswer.Of(task).Masked(masks));
            last = place;
        }

        return Page(page, null);

        static IResult Page(List<TaskAnswer> page, TaskPlace? last) =>
            Results.Json(new Page<TaskAnswer>(page, last?.Write()), NimbusJson.Default.PageTaskAnswer);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string id, TaskReader reader, TaskReach reach) =>
        await reader.FindAsync(http.TenantId(), id, http.RequestAborted) is { } task && await reach.MaySeeAsync(http, task)
            ? Results.Json(TaskAnswer.WithContent(task).Masked(await Masks.ReadAsync(http)), NimbusJson.Default.TaskAnswer)
            : new ProblemResult(TaskProblems.Missing(id));

    private static async Task<IResult> DeleteAsync(
        HttpContext http, string id, TaskReader reader, TaskReach reach, TaskCancellation cancellation)
    {
        if (await reader.FindAsync(http.TenantId(), id, http.RequestAborted) is not { } task || !await reach.MaySeeAsync(http, task))
            return new ProblemResult(TaskProblems.Missing(id));
        if (!await reach.MayEndAsync(http, task))
            return new ProblemResult(Problem.Forbidden(
                $"Ending a task of modality {task.Modality} needs the permission {Permissions.KillTasks} (delete)"
                + (TaskReach.CanBeCancelled(task) ? $" or {Permissions.CancelTasks} (delete) for service {task.ServiceId}." : ".")));
        return await cancellation.EndAsync(http, id) is { } problem ? new ProblemResult(problem) : Results.NoContent();
    }
}
