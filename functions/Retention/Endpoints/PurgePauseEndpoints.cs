using NimbusFunctions.Access;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Web;

namespace NimbusFunctions.Retention.Endpoints;

/// <summary>The emergency switch: nothing is purged while it is thrown, for a tenant or for all.</summary>
internal static class PurgePauseEndpoints
{
    public static void MapPurgePause(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/retention/pause", (HttpContext http, GuardStore store) =>
            ReadAsync(http, http.TenantId(), store)).RequireEvenEnded(Permissions.Retention, Letters.Read);
        v1.MapPut("/tenants/{tenant}/retention/pause", (HttpContext http, GuardDesk desk, TimeProvider time, ILogger<PurgePause> log) =>
            WriteAsync(http, http.TenantId(), time, log, (pause, author) =>
                desk.SwitchAsync(http.TenantId(), pause, author, http.RequestAborted))).RequireEvenEnded(Permissions.Retention, Letters.Execute);
        v1.MapGet("/retention/pause", (HttpContext http, GuardStore store) =>
            ReadAsync(http, GuardStore.AllTenants, store)).Require(Permissions.PausePurgeOfAll, Letters.Read);
        v1.MapPut("/retention/pause", (HttpContext http, GuardDesk desk, TimeProvider time, ILogger<PurgePause> log) =>
            WriteAsync(http, GuardStore.AllTenants, time, log, (pause, author) => desk.SwitchAllAsync(pause, author, http.RequestAborted))).Require(Permissions.PausePurgeOfAll, Letters.Execute);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string partition, GuardStore store) =>
        Answer(await store.ReadPauseAsync(partition, http.RequestAborted));

    private static async Task<IResult> WriteAsync(
        HttpContext http, string partition, TimeProvider time, ILogger log, Func<PurgePause?, string, Task> write)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.PurgePauseBody);
        if (body is null)
            return new ProblemResult(problem!);
        var errors = body.Validate();
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var author = http.Caller().Author;
        var pause = body.Paused == true ? new PurgePause(author, time.GetUtcNow(), body.Reason!) : null;
        await write(pause, author);
        log.PurgesSwitched(partition, pause is null ? "resumed" : "paused", author);
        return Answer(pause);
    }

    private static IResult Answer(PurgePause? pause) => Results.Json(PurgePauseAnswer.Of(pause), NimbusJson.Default.PurgePauseAnswer);
}
