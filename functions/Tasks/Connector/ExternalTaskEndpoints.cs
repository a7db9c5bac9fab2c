using NimbusFunctions.Access;
using NimbusFunctions.Tasks.Connector.Posts;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector;

/// <summary>External tasks, as the connector's definition has them.</summary>
internal static class ExternalTaskEndpoints
{
    public static void MapExternalTasks(this RouteGroupBuilder v1)
    {
        v1.MapPost("/ExternalTasks", PostAsync).RequireInOwnTenant(Permissions.ExternalTasks, Letters.Create);
        v1.MapDelete("/ExternalTasks/{id}", DeleteAsync).RequireInOwnTenant(Permissions.ExternalTasks, Letters.Delete);
    }

    private static Task<IResult> PostAsync(HttpContext http, FlowPosts posts) =>
        posts.PostAsync(http, ConnectorJson.Plain.ExternalTaskBody, body => new ExternalTaskPost(body));

    private static async Task<IResult> DeleteAsync(HttpContext http, string id, FlowTasks tasks, TaskCancellation cancellation)
    {
        if (await tasks.RefusalAsync(http, id, Modality.ExternalTask, Letters.Delete) is { } refusal)
            return refusal;
        return await cancellation.EndAsync(http, id) is { } problem ? new ProblemResult(problem) : Results.Ok();
    }
}
