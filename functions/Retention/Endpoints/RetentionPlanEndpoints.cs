using NimbusFunctions.Access;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Web;

namespace NimbusFunctions.Retention.Endpoints;

/// <summary>Look at what a lowering will take; take the lowering back.</summary>
internal static class RetentionPlanEndpoints
{
    public static void MapRetentionPlan(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/retention/plan", ReadAsync).Require(Permissions.Retention, Letters.Read);
        v1.MapDelete("/tenants/{tenant}/retention/plan", CancelAsync).Require(Permissions.Retention, Letters.Execute);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, RetentionPlanReader plans) =>
        Results.Json(RetentionPlanAnswer.Of(await plans.ReadAsync(http.TenantId(), http.RequestAborted)), NimbusJson.Default.RetentionPlanAnswer);

    private static async Task<IResult> CancelAsync(HttpContext http, GuardDesk desk) =>
        await desk.CancelAsync(http.TenantId(), http.Caller().Author, http.RequestAborted)
            ? Results.NoContent()
            : new ProblemResult(Problem.Changed("Section retention was written at the same time; look at GET …/retention/plan and decide anew."));
}
