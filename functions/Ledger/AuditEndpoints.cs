using NimbusFunctions.Access;
using NimbusFunctions.Messaging;
using NimbusFunctions.Web;

namespace NimbusFunctions.Ledger;

/// <summary>What people did by hand, a day at a time and oldest first; the same of what belongs to no tenant.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/audit", async (HttpContext http, LedgerStore ledger, TimeProvider time) =>
            await ListAsync(http, http.TenantId(), await Masks.ReadAsync(http), ledger, time)).Require(Permissions.Audit, Letters.Read).ReadsQuery();
        v1.MapGet("/operations/audit", (HttpContext http, LedgerStore ledger, TimeProvider time) =>
            ListAsync(http, DeadLetterStore.NoTenant, Masks.None, ledger, time)).Require(Permissions.AuditOfNone, Letters.Read).ReadsQuery();
    }

    private static async Task<IResult> ListAsync(HttpContext http, string owner, Masks masks, LedgerStore ledger, TimeProvider time)
    {
        var (query, problem) = AuditQuery.Parse(http.Request.Query, time.GetUtcNow());
        if (query is null)
            return new ProblemResult(problem!);
        var found = await ledger.ReadAuditAsync(owner, query.Day, query.After, query.Top + 1, http.RequestAborted);
        var page = found.Take(query.Top).ToList();
        return Results.Json(
            new Page<AuditAnswer>(
                [.. page.Select(line => AuditAnswer.Of(line.Line, masks))],
                found.Count > page.Count ? query.Continue(page[^1].Key) : null),
            NimbusJson.Default.PageAuditAnswer);
    }
}
