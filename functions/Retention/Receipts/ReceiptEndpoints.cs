using NimbusFunctions.Access;
using NimbusFunctions.Web;

namespace NimbusFunctions.Retention.Receipts;

/// <summary>The receipts of a tenant's purges: pages of JSON, or all of them as CSV.</summary>
internal static class ReceiptEndpoints
{
    private const int UsualTop = 100;
    private const int MostTop = 1000;

    public static void MapReceipts(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/retention/receipts", ListAsync).RequireEvenEnded(Permissions.Retention, Letters.Read).ReadsQuery();
        v1.MapGet("/tenants/{tenant}/retention/receipts/verification", VerifyAsync).RequireEvenEnded(Permissions.Retention, Letters.Read);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ReceiptBook receipts)
    {
        var (errors, format) = (new ValidationErrors(), http.Request.Query.Value("format"));
        var page = Paging.Parse(http.Request.Query, UsualTop, MostTop, ["format"], errors);
        if (format is not (null or "json" or "csv"))
            errors.Add("format", "must be json or csv.");
        var after = page.From(ContinuationToken.DecodeNumber, errors) ?? 0;
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        if (format == "csv" || (format is null && WantsCsv(http)))
            return new ReceiptCsvResult(receipts, http.TenantId());
        var found = new List<ReceiptAnswer>();
        await foreach (var line in receipts.ReadAsync(http.TenantId(), after, http.RequestAborted))
        {
            if (found.Count == page.Top)
                return Page(found, ContinuationToken.Encode(found[^1].Number));
            found.Add(ReceiptAnswer.Of(line));
        }

        return Page(found, null);
    }

    private static async Task<IResult> VerifyAsync(HttpContext http, ReceiptBook receipts)
    {
        var fault = await receipts.VerifyAsync(http.TenantId(), http.RequestAborted);
        return Results.Json(new ReceiptVerification(fault is null, fault), NimbusJson.Default.ReceiptVerification);
    }

    private static IResult Page(List<ReceiptAnswer> lines, string? continuation) =>
        Results.Json(new Page<ReceiptAnswer>(lines, continuation), NimbusJson.Default.PageReceiptAnswer);

    private static bool WantsCsv(HttpContext http) =>
        http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase));
}
