namespace NimbusFunctions.Retention.Receipts;

/// <summary>All receipts of a tenant as CSV, as they are read.</summary>
internal sealed class ReceiptCsvResult(ReceiptBook receipts, string tenant) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, stop) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = ReceiptCsv.ContentType;
        response.Headers.ContentDisposition = "attachment; filename=\"receipts.csv\"";
        await response.WriteAsync(ReceiptCsv.Header, stop);
        await foreach (var line in receipts.ReadAsync(tenant, 0, stop))
            await response.WriteAsync(ReceiptCsv.Line(line), stop);
    }
}
