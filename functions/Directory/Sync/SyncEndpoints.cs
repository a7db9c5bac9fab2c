using NimbusFunctions.Access;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Sync;

/// <summary>How the sync of a tenant stands, and run it now.</summary>
internal static class SyncEndpoints
{
    public static void MapSync(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/sync", ReadAsync).Require(Permissions.Sync, Letters.Read);
        v1.MapPost("/tenants/{tenant}/sync", RunAsync).Require(Permissions.Sync, Letters.Execute).ReadsQuery();
    }

    private static async Task<IResult> ReadAsync(
        HttpContext http, SyncStateStore state, HintStore hints, ServiceStore services, UserStore users,
        PlanDesk desk, PlanStore plans, TimeProvider time)
    {
        var (tenant, stop) = (http.TenantId(), http.RequestAborted);
        var (schedule, etag) = await state.ReadScheduleAsync(tenant, stop);
        var links = await state.ReadLinksAsync(tenant, stop);
        var last = await state.ReadLastRunAsync(tenant, stop);
        var visible = 0;
        await foreach (var stored in users.ReadAllAsync(tenant, stop))
            visible += stored.User.IsVisible ? 1 : 0;
        var status = new SyncStatus(
            schedule.Outstanding is not null,
            last,
            etag is null || schedule.NextDue == DateTimeOffset.UnixEpoch ? null : schedule.NextDue,
            links.AsOf is { } asOf ? Math.Round((time.GetUtcNow() - asOf).TotalSeconds, 1) : null,
            new(visible, (await services.ListAsync(tenant, stop)).Count, await hints.CountAsync(tenant, stop)),
            last?.Problems ?? [],
            Quarantine.Of(schedule),
            await desk.ListHeldAsync(tenant, stop),
            PauseAnswer.Of(await plans.ReadPauseAsync(tenant, stop)),
            PauseAnswer.Of(await plans.ReadPauseAsync(RemovalKeys.AllTenants, stop)));
        return Results.Json(status, NimbusJson.Default.SyncStatus);
    }

    private static async Task<IResult> RunAsync(HttpContext http, SyncScheduler scheduler, DryRun dryRun)
    {
        var (errors, asked) = (new ValidationErrors(), http.Request.Query.Value("dryRun"));
        http.Request.Query.Check(["dryRun"], errors);
        if (asked is not (null or "true" or "false"))
            errors.Add("dryRun", "must be true or false.");
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        if (asked == "true")
        {
            return await dryRun.RunAsync(http.TenantId(), http.RequestAborted) is { } answer
                ? Results.Json(answer, NimbusJson.Default.DryRunAnswer)
                : new ProblemResult(Problem.Conflict(ProblemTypes.DryRunUnderWay, "A dry run of this tenant is under way; wait for its answer."));
        }

        var run = await scheduler.QueueNowAsync(http.TenantId(), http.RequestAborted);
        return Results.Json(
            new RunAnswer(run.Run.ToString(), run.AlreadyRunning),
            NimbusJson.Default.RunAnswer,
            statusCode: StatusCodes.Status202Accepted);
    }
}

/// <summary>The answer of <c>POST /v1/tenants/{t}/sync</c>.</summary>
/// <param name="Run">The run that was queued, or the one under way.</param>
/// <param name="AlreadyRunning">One was under way; another follows it at once.</param>
internal sealed record RunAnswer(string Run, bool AlreadyRunning);
