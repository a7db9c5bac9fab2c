using NimbusFunctions.Access;
using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Tasks.Connector.Posts;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>Outbound tasks, as the connector's definition has them.</summary>
internal static class SchedulerEntryEndpoints
{
    public static void MapSchedulerEntries(this RouteGroupBuilder v1)
    {
        v1.MapGet("/scheduler-entries", ListAsync).RequireInOwnTenant(Permissions.OutboundTasks, Letters.Read);
        v1.MapPost("/scheduler-entries", PostAsync).RequireInOwnTenant(Permissions.OutboundTasks, Letters.Create);
        v1.MapPut("/scheduler-entries/{id}", PutAsync).RequireInOwnTenant(Permissions.OutboundTasks, Letters.Update);
        v1.MapDelete("/scheduler-entries/{id}", DeleteAsync).RequireInOwnTenant(Permissions.OutboundTasks, Letters.Delete);
    }

    /// <summary>The live entries of a service: at most as many as its cap.</summary>
    private static async Task<IResult> ListAsync(HttpContext http, FlowServices services, TaskReader reader)
    {
        var errors = new ValidationErrors();
        http.Request.Query.Check(["serviceUpn"], errors);
        var upn = http.Request.Query["serviceUpn"].ToString();
        errors.Service(upn);
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var (service, refusal) = await services.FindAsync(http, upn, Permissions.OutboundTasks, Letters.Read);
        if (service is null)
            return refusal!;
        var entries = new List<SchedulerEntryAnswer>();
        await foreach (var task in reader.LiveAsync(TaskPartition.Of(http.TenantId(), service.Id, Modality.Outbound), http.RequestAborted))
            entries.Add(SchedulerEntryAnswer.Of(task, service.Upn));
        return Results.Json(entries, ConnectorJson.Plain.IReadOnlyListSchedulerEntryAnswer);
    }

    private static Task<IResult> PostAsync(HttpContext http, FlowPosts posts) =>
        posts.PostAsync(http, ConnectorJson.Plain.SchedulerEntryBody, body => new SchedulerEntryPost(body));

    private static async Task<IResult> PutAsync(HttpContext http, string id, FlowTasks tasks, SchedulerEntryChanges changes)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, ConnectorJson.Plain.SchedulerEntryBody);
        if (body is null)
            return new ProblemResult(problem!);
        var errors = body.Validate();
        errors.Optional(PostKey.Field, body.ClientReference, PostKey.Longest);
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var (task, refusal) = await tasks.FindAsync(http, id, Modality.Outbound, Letters.Update);
        return task is null ? refusal! : await changes.ChangeAsync(http, task, body);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, string id, FlowTasks tasks, TaskCancellation cancellation)
    {
        if (await tasks.RefusalAsync(http, id, Modality.Outbound, Letters.Delete) is { } refusal)
            return refusal;
        return await cancellation.EndAsync(http, id, SchedulerEntryChange.Obstacle) is { } problem ? new ProblemResult(problem) : Results.Ok();
    }
}
