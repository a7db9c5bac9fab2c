using NimbusFunctions.Ledger;

namespace NimbusFunctions.Directory.Runs;

/// <summary>Everything that a replay needs, as lines of JSON, block by block from the store.</summary>
internal sealed class RecordingResult(RunArchive archive, string tenant, RunId run, RunReport report) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, stop) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "application/x-ndjson";
        response.Headers.ContentDisposition = $"attachment; filename=\"{run}.ndjson\"";
        var lines = 1;
        RecordingJson.Write(response.BodyWriter, new RunLine(RunLine.Current, tenant, run.ToString()));
        await foreach (var block in archive.BlocksAsync(tenant, run, stop))
        {
            lines += block.Span.Count((byte)'\n');
            await response.BodyWriter.WriteAsync(block, stop);
        }

        await foreach (var entry in archive.DecisionsAsync(tenant, run, report, stop))
        {
            lines++;
            RecordingJson.Write(response.BodyWriter, Line(entry));
            await response.BodyWriter.FlushAsync(stop);
        }

        RecordingJson.Write(response.BodyWriter, new SummaryLine(report, lines));
        await response.BodyWriter.FlushAsync(stop);
    }

    private static DecisionLine Line(LedgerEntry entry) => new(entry.At, entry.Action, entry.Subject, entry.Proof, entry.Scope);
}
