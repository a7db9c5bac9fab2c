using NimbusFunctions.Access;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Removals;

/// <summary>The emergency switch: no removal is carried out while it is thrown, for a tenant or for all.</summary>
internal static class PauseEndpoints
{
    public static void MapPause(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/sync/pause", (HttpContext http, PlanStore plans) =>
            ReadAsync(http, http.TenantId(), plans)).Require(Permissions.Sync, Letters.Read);
        v1.MapPut("/tenants/{tenant}/sync/pause", (HttpContext http, PauseDesk desk, TimeProvider time, ILogger<RemovalPause> log) =>
            WriteAsync(http, http.TenantId(), desk, time, log)).Require(Permissions.Sync, Letters.Execute);
        v1.MapGet("/sync/pause", (HttpContext http, PlanStore plans) =>
            ReadAsync(http, RemovalKeys.AllTenants, plans)).Require(Permissions.PauseAll, Letters.Read);
        v1.MapPut("/sync/pause", (HttpContext http, PauseDesk desk, TimeProvider time, ILogger<RemovalPause> log) =>
            WriteAsync(http, null, desk, time, log)).Require(Permissions.PauseAll, Letters.Execute);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string partition, PlanStore plans) =>
        Answer(await plans.ReadPauseAsync(partition, http.RequestAborted));

    private static async Task<IResult> WriteAsync(
        HttpContext http, string? tenant, PauseDesk desk, TimeProvider time, ILogger<RemovalPause> log)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.PauseBody);
        if (body is null)
            return new ProblemResult(problem!);
        var errors = new ValidationErrors();
        if (body.Paused is null)
            errors.Add("paused", "must be true or false.");
        errors.Text("reason", body.Reason, 256, required: body.Paused == true);
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var pause = body.Paused == true ? new RemovalPause(http.Caller().Author, time.GetUtcNow(), body.Reason!) : null;
        await desk.SwitchAsync(tenant, pause, http.Caller().Author, http.RequestAborted);
        log.RemovalsSwitched(tenant ?? RemovalKeys.AllTenants, pause is null ? "resumed" : "paused", http.Caller().Author);
        return Answer(pause);
    }

    private static IResult Answer(RemovalPause? pause) =>
        Results.Json(PauseAnswer.Of(pause), NimbusJson.Default.PauseAnswer);
}

/// <summary>What the switch is set to.</summary>
/// <param name="Paused">Whether removals wait.</param>
/// <param name="Reason">Why, 1 to 256 characters; needed where they are to wait.</param>
internal sealed record PauseBody(bool? Paused, string? Reason = null);

/// <summary>How the switch stands.</summary>
internal sealed record PauseAnswer(bool Paused, string? By, DateTimeOffset? At, string? Reason)
{
    public static PauseAnswer Of(RemovalPause? pause) => new(pause is not null, pause?.By, pause?.At, pause?.Reason);
}
