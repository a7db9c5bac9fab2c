using NimbusFunctions.Access;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Removals;

/// <summary>Look at a held plan; approve or reject it, in whole or by users.</summary>
internal static class PlanEndpoints
{
    public const int MostItems = 1000;

    /// <summary>A decision names at most so many users.</summary>
    public const int MostUsers = 10_000;

    public static void MapPlans(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/sync/plans/{hash}", ReadAsync).Require(Permissions.Sync, Letters.Read).ReadsQuery();
        v1.MapPost("/tenants/{tenant}/sync/plans/{hash}/approve", (HttpContext http, string hash, PlanDesk desk) =>
            DecideAsync(http, hash, desk, desk.ApproveAsync)).Require(Permissions.Sync, Letters.Execute);
        v1.MapPost("/tenants/{tenant}/sync/plans/{hash}/reject", (HttpContext http, string hash, PlanDesk desk) =>
            DecideAsync(http, hash, desk, desk.RejectAsync)).Require(Permissions.Sync, Letters.Execute);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string hash, PlanDesk desk)
    {
        var errors = new ValidationErrors();
        var after = Paging.OfSize(MostItems, http.Request.Query, errors).From(ContinuationToken.Decode, errors) ?? "";
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        if (await desk.FindAsync(http.TenantId(), hash, http.RequestAborted) is not { } found)
            return Missing(hash);
        var items = found.Waiting.Where(removal => string.CompareOrdinal(RemovalKeys.Removal(removal.Key), after) > 0).Take(MostItems + 1).ToList();
        var answer = PlanAnswer.Of(found.Plan, found.Waiting) with
        {
            Items = [.. items.Take(MostItems).Select(PlanItem.Of)],
            Continuation = items.Count > MostItems ? ContinuationToken.Encode(RemovalKeys.Removal(items[MostItems - 1].Key)) : null,
        };
        return Results.Json(answer, NimbusJson.Default.PlanAnswer);
    }

    private static async Task<IResult> DecideAsync(
        HttpContext http,
        string hash,
        PlanDesk desk,
        Func<string, HeldPlan, IReadOnlyList<Removal>, string, CancellationToken, Task<PlanAnswer>> decide)
    {
        DecisionBody? body = new(null);
        if (RequestBody.IsGiven(http) || http.Request.ContentType is not null)
        {
            (body, var problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.DecisionBody);
            if (body is null)
                return new ProblemResult(problem!);
        }

        if (await desk.FindAsync(http.TenantId(), hash, http.RequestAborted) is not { } found)
            return Missing(hash);
        if (found.Waiting.Count == 0)
            return new ProblemResult(Problem.Conflict(
                ProblemTypes.PlanDecided, $"Nothing of plan {found.Plan.Hash} waits for a decision; it is {found.Plan.State}."));
        var errors = body.Validate(found.Waiting);
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var users = body.Users?.Select(user => Guid.Parse(user).ToString("D")).ToHashSet(StringComparer.Ordinal);
        var chosen = found.Waiting.Where(removal => users is null || users.Contains(removal.UserId)).ToList();
        var answer = await decide(http.TenantId(), found.Plan, chosen, http.Caller().Author, http.RequestAborted);
        return Results.Json(answer, NimbusJson.Default.PlanAnswer, statusCode: StatusCodes.Status202Accepted);
    }

    private static ProblemResult Missing(string hash) =>
        new(Problem.Missing(ProblemTypes.PlanNotFound, $"There is no plan '{Printable.Short(hash)}'; GET …/sync lists those that are held."));
}
