using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NimbusFunctions.Access;
using NimbusFunctions.Web;

namespace NimbusFunctions.Operations.Overview;

/// <summary>How all tenants stand, and how one does. Pages ask every few seconds: what has not changed is not sent again.</summary>
internal static class OverviewEndpoints
{
    private const int UsualTop = 200;
    private const int MostTop = 1_000;
    private const int TagDigits = 16;

    public static void MapOverview(this RouteGroupBuilder v1)
    {
        v1.MapGet("/operations/overview", OverviewAsync).Require(Permissions.OperationsOfAll, Letters.Read).ReadsQuery();
        v1.MapGet("/tenants/{tenant}/operations", TenantAsync).Require(Permissions.Operations, Letters.Read);
    }

    private static async Task<IResult> OverviewAsync(HttpContext http, TenantsOverview overview)
    {
        var errors = new ValidationErrors();
        var top = Paging.TopOf(http.Request.Query, UsualTop, MostTop, [], errors);
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var answer = (await overview.ReadAsync(http.RequestAborted)).Top(top);
        return Answer(http, answer, answer with { At = default }, OperationsJson.Plain.OverviewAnswer);
    }

    private static async Task<IResult> TenantAsync(HttpContext http, TenantOperations operations) =>
        await operations.ReadAsync(http.TenantId(), http.RequestAborted) is { } answer
            ? Answer(http, answer, answer with { At = default }, OperationsJson.Plain.TenantOperationsAnswer)
            : new ProblemResult(Problem.NoTenant(http.TenantId()));

    /// <summary>The tag is of all but the time of reading: the same state is the same answer.</summary>
    private static IResult Answer<T>(HttpContext http, T answer, T withoutTime, JsonTypeInfo<T> type)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(withoutTime, type)))[..TagDigits]}\"";
        http.Response.Headers.ETag = tag;
        // Kept by the caller, and asked about each time (RFC 9111, 5.2.2.4); by nobody on the way.
        http.Response.Headers.CacheControl = "private, no-cache";
        return http.Request.Headers.IfNoneMatch.Any(known => known is not null && known.Split(',').Any(one => one.Trim() is var it && (it == "*" || it == tag || it == $"W/{tag}")))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(answer, type);
    }
}
