using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using NimbusFunctions.Access;
using NimbusFunctions.Web;

namespace NimbusFunctions.Callbacks.Registration;

/// <summary>The triggers of flows: Power Automate registers and removes them, authors look how they do.</summary>
internal static class TriggerEndpoints
{
    private const string Tasks = "/triggers/tasks";
    private const string Entries = "/triggers/scheduler-entries";
    private const int MostTop = 200;

    public static void MapTriggers(this RouteGroupBuilder v1)
    {
        v1.MapPost(Tasks, (HttpContext http, TriggerDesk desk, IOptions<CallbackOptions> options) =>
                PostAsync(http, desk, options.Value, CallbackJson.Plain.TaskTriggerBody, body => body.ToWish()))
            .RequireInOwnTenant(Permissions.TaskTriggers, Letters.Create);
        v1.MapPost(Entries, (HttpContext http, TriggerDesk desk, IOptions<CallbackOptions> options) =>
                PostAsync(http, desk, options.Value, CallbackJson.Plain.EntryTriggerBody, body => body.ToWish()))
            .RequireInOwnTenant(Permissions.SchedulerEntryTriggers, Letters.Create);
        // Whoever lost the role still sees the own triggers, and can take them back.
        v1.MapDelete($"{Tasks}/{{id}}", (HttpContext http, string id, TriggerDesk desk) => DeleteAsync(http, id, TriggerKind.Tasks, desk))
            .RequireInOwnTenantOrBeUser(Permissions.TaskTriggers, Letters.Delete);
        v1.MapDelete($"{Entries}/{{id}}", (HttpContext http, string id, TriggerDesk desk) => DeleteAsync(http, id, TriggerKind.SchedulerEntries, desk))
            .RequireInOwnTenantOrBeUser(Permissions.SchedulerEntryTriggers, Letters.Delete);
        v1.MapGet("/triggers", ListAsync).RequireInOwnTenantOrBeUser(Permissions.SchedulerEntryTriggers, Letters.Read);
    }

    private static async Task<IResult> PostAsync<T>(
        HttpContext http, TriggerDesk desk, CallbackOptions options, JsonTypeInfo<T> type, Func<T, TriggerWish> wish) where T : class
    {
        var (body, problem) = await RequestBody.ReadAsync(http, type);
        if (body is null)
            return new ProblemResult(problem!);
        var wanted = wish(body);
        if (wanted.Validate(options.LocalReceivers) is { Any: true } errors)
            return new ProblemResult(errors.ToProblem());
        if (CallerIdentity.From(http.User) is not { IsApp: false } identity)
            return new ProblemResult(Problem.Forbidden(
                "A trigger lives by the rights of the user who registered it, and an app has none: call with a user's token (delegated)."));
        var (id, refusal) = await desk.RegisterAsync(http, identity.ObjectId, wanted);
        if (id is null)
            return new ProblemResult(refusal!);
        // Power Automate calls what stands here when the flow is turned off, wherever it has the connector's address from.
        http.Response.Headers.Location = $"{Root(http.Request)}{http.Request.Path.Value!.TrimEnd('/')}/{id}";
        return Results.Json(new RegisteredTrigger(id), CallbackJson.Plain.RegisteredTrigger, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>What the caller called. Azure ends TLS before the app: what is not this machine was called by https.</summary>
    private static string Root(HttpRequest request) =>
        $"{(Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var root) && root.IsLoopback ? request.Scheme : Uri.UriSchemeHttps)}://{request.Host}";

    private static async Task<IResult> DeleteAsync(HttpContext http, string id, TriggerKind kind, TriggerDesk desk) =>
        await desk.RemoveAsync(http, kind, id) is { } refusal ? new ProblemResult(refusal) : Results.NoContent();

    private static async Task<IResult> ListAsync(HttpContext http, TriggerViews views)
    {
        var errors = new ValidationErrors();
        var paging = Paging.Parse(http.Request.Query, MostTop, MostTop, [], errors);
        var (top, from) = (paging.Top, paging.From(ContinuationToken.Decode, errors) ?? "");
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var seen = await views.SeenAsync(http);
        var rest = seen.Where(trigger => string.CompareOrdinal(trigger.Id, from) > 0).OrderBy(trigger => trigger.Id, StringComparer.Ordinal).Take(top + 1).ToList();
        var page = await views.AnswerAsync(http, [.. rest.Take(top)]);
        return Results.Json(
            new Page<TriggerAnswer>(page, rest.Count > top ? ContinuationToken.Encode(page[^1].Id) : null), CallbackJson.Plain.PageTriggerAnswer);
    }
}
