namespace NimbusFunctions.Directory.Runs;

/// <summary>A run's lines of the ledger as CSV.</summary>
internal sealed class RunCsvResult(RunArchive archive, string tenant, RunId run, RunReport report) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, stop) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = LedgerCsv.ContentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{run}.csv\"";
        await response.WriteAsync(LedgerCsv.Header, stop);
        await foreach (var entry in archive.DecisionsAsync(tenant, run, report, stop))
            await response.WriteAsync(LedgerCsv.Line(entry), stop);
    }
}
