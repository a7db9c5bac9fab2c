using NimbusFunctions.Access;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Runs;

/// <summary>The runs of a tenant's sync: the list, one with what it read and decided, and all that a replay needs.</summary>
internal static class RunEndpoints
{
    // A day is a partition; nobody shall make one call walk through a year of them.
    private const int MostDaysAtOnce = 31;

    public static void MapRuns(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/sync/runs", ListAsync).Require(Permissions.Sync, Letters.Read).ReadsQuery();
        v1.MapGet("/tenants/{tenant}/sync/runs/{run}", ReadAsync).Require(Permissions.Sync, Letters.Read).ReadsQuery();
        v1.MapGet("/tenants/{tenant}/sync/runs/{run}/recording", DownloadAsync).Require(Permissions.SyncRecordings, Letters.Read);
    }

    private static async Task<IResult> ListAsync(HttpContext http, RunStore runs, TimeProvider time)
    {
        var (query, problem) = RunListQuery.Parse(http.Request.Query, time.GetUtcNow());
        if (query is null)
            return new ProblemResult(problem!);
        var found = new List<RunReport>();
        var (day, before) = (query.At, query.Before);
        for (var days = 0; day >= query.From && days < MostDaysAtOnce; days++, day = day.AddDays(-1), before = null)
        {
            foreach (var run in await runs.ReadDayAsync(http.TenantId(), day, before, http.RequestAborted))
            {
                if (found.Count == query.Top)
                    return Page(found, RunListQuery.Continue(day, RunId.Parse(found[^1].Id) is { } last && last.Begun.Date == day.Date ? last.RowKey : null));
                found.Add(run);
            }
        }

        return Page(found, day >= query.From ? RunListQuery.Continue(day, null) : null);
    }

    private static IResult Page(List<RunReport> runs, string? continuation) =>
        Results.Json(new Page<RunReport>(runs, continuation), NimbusJson.Default.PageRunReport);

    private static async Task<IResult> ReadAsync(HttpContext http, string run, RunArchive archive)
    {
        var (errors, format) = (new ValidationErrors(), http.Request.Query.Value("format"));
        http.Request.Query.Check(["format"], errors);
        if (format is not (null or "json" or "csv"))
            errors.Add("format", "must be json or csv.");
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var (id, report, problem) = await FindAsync(http, run, archive);
        if (problem is not null)
            return new ProblemResult(problem);
        var csv = format is null
            ? http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase))
            : format == "csv";
        return csv ? new RunCsvResult(archive, http.TenantId(), id!, report!) : new RunDetailsResult(archive, http.TenantId(), id!, report!);
    }

    private static async Task<IResult> DownloadAsync(HttpContext http, string run, RunArchive archive)
    {
        var (id, report, problem) = await FindAsync(http, run, archive);
        return problem is not null ? new ProblemResult(problem) : new RecordingResult(archive, http.TenantId(), id!, report!);
    }

    private static async Task<(RunId? Id, RunReport? Report, Problem? Problem)> FindAsync(HttpContext http, string run, RunArchive archive)
    {
        if (RunId.Parse(run) is not { } id)
            return (null, null, Problem.Invalid("run", "must be a run's id such as 20261122120000-7."));
        return await archive.FindAsync(http.TenantId(), id, http.RequestAborted) is { } report
            ? (id, report, null)
            : (null, null, Problem.Missing(
                ProblemTypes.RunNotFound, $"There is no run '{id}', or none of its slices has ended yet, or it was purged."));
    }
}
