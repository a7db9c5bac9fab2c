using NimbusFunctions.Access;
using NimbusFunctions.Retention.Guards;
using NimbusFunctions.Web;

namespace NimbusFunctions.Retention.Endpoints;

/// <summary>Set, list and release legal holds.</summary>
internal static class HoldEndpoints
{
    public static void MapHolds(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/retention/holds", ListAsync).RequireEvenEnded(Permissions.LegalHolds, Letters.Read);
        v1.MapPost("/tenants/{tenant}/retention/holds", SetAsync).RequireEvenEnded(Permissions.LegalHolds, Letters.Create);
        v1.MapDelete("/tenants/{tenant}/retention/holds/{hold}", ReleaseAsync).RequireEvenEnded(Permissions.LegalHolds, Letters.Delete);
    }

    private static async Task<IResult> ListAsync(HttpContext http, GuardStore store)
    {
        var (_, holds) = await store.ReadAsync(http.TenantId(), http.RequestAborted);
        return Results.Json(new Page<LegalHold>([.. holds.OrderBy(hold => hold.At)], null), NimbusJson.Default.PageLegalHold);
    }

    private static async Task<IResult> SetAsync(HttpContext http, GuardDesk desk)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.HoldBody);
        if (body is null)
            return new ProblemResult(problem!);
        var errors = body.Validate();
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var user = body.User is null ? null : Guid.Parse(body.User).ToString("D");
        return await desk.HoldAsync(http.TenantId(), user, body.Service, body.Reason!, http.Caller().Author, http.RequestAborted) is { } hold
            ? Results.Json(hold, NimbusJson.Default.LegalHold, statusCode: StatusCodes.Status201Created)
            : new ProblemResult(Problem.Conflict(
                ProblemTypes.TooManyHolds, $"There are {LegalHold.MostOfTenant} legal holds; release those that are over first."));
    }

    private static async Task<IResult> ReleaseAsync(HttpContext http, string hold, GuardStore store, GuardDesk desk)
    {
        // A key of the store takes no others.
        var found = Guid.TryParseExact(hold, "N", out var id) ? await store.FindHoldAsync(http.TenantId(), id.ToString("N"), http.RequestAborted) : null;
        if (found is null)
            return new ProblemResult(Problem.Missing(
                ProblemTypes.HoldNotFound, $"There is no legal hold '{Printable.Short(hold)}'; GET …/retention/holds lists them."));
        await desk.ReleaseAsync(http.TenantId(), found, http.Caller().Author, http.RequestAborted);
        return Results.NoContent();
    }
}
