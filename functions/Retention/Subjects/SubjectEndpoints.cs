using NimbusFunctions.Access;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Storage;
using NimbusFunctions.Web;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>A person asks what is held, or to be erased; an administrator carries it out.</summary>
internal static class SubjectEndpoints
{
    public static void AddSubjects(this IServiceCollection services)
    {
        services.AddSingleton<ErasureBook>().AddSingleton<SubjectExport>().AddSingleton<SubjectDesk>();
        services.AddSingleton<ErasureDeeds>().AddSingleton<LaneErasure>();
        services.AddSingleton(provider => PersonRows.Over(
            provider.GetRequiredService<StoreTables>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IPurgeDuty, ErasureDuty>();
    }

    public static void MapSubjects(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/data-subjects/{user}", ReadAsync).Require(Permissions.DataSubjects, Letters.Read);
        v1.MapGet("/tenants/{tenant}/data-subjects/{user}/export", ExportAsync).Require(Permissions.DataSubjects, Letters.Read).ReadsQuery();
        v1.MapPost("/tenants/{tenant}/data-subjects/{user}/erase", EraseAsync).Require(Permissions.DataSubjects, Letters.Execute);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string user, SubjectDesk desk) => IdOf(user) is { } id
        ? Results.Json(await desk.FindAsync(http.TenantId(), id, http.RequestAborted), NimbusJson.Default.SubjectAnswer)
        : NoUser();

    private static async Task<IResult> ExportAsync(HttpContext http, string user, SubjectExport export, SubjectDesk desk)
    {
        var errors = new ValidationErrors();
        var page = Paging.OfSize(SubjectExport.MostItems, http.Request.Query, errors);
        var from = page.From(SubjectCursor.Parse, errors) ?? SubjectCursor.New();
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        if (IdOf(user) is not { } id)
            return NoUser();
        if (!page.IsAsked)
            await desk.NoteExportAsync(http.TenantId(), http.Caller().Author, http.RequestAborted);
        var (items, next) = await export.PageAsync(http.TenantId(), id, from, http.RequestAborted);
        return Results.Json(
            new SubjectPage(items, next is null ? null : $"{http.Request.Path}?continuation={next.Write()}"), NimbusJson.Default.SubjectPage);
    }

    private static async Task<IResult> EraseAsync(HttpContext http, string user, SubjectDesk desk)
    {
        if (IdOf(user) is not { } id)
            return NoUser();
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.EraseBody);
        if (body is null)
            return new ProblemResult(problem!);
        if (body.Confirm != EraseBody.Word)
            return new ProblemResult(Problem.Invalid("confirm", $"must be {EraseBody.Word}: it cannot be undone."));
        var (obstacle, answer) = await desk.EraseAsync(http.TenantId(), id, http.Caller().Author, http.RequestAborted);
        return obstacle switch
        {
            ErasureObstacle.UserActive => new ProblemResult(Problem.Conflict(
                ProblemTypes.UserActive,
                $"User {id} has access: the next sync would bring the data back. Take the user out of the directory or its teams first.")),
            ErasureObstacle.LegalHold => new ProblemResult(Problem.Conflict(
                ProblemTypes.LegalHold, $"A legal hold on user {id} stands; GET …/retention/holds lists it.")),
            _ => Accepted(http, answer!, id),
        };
    }

    private static IResult Accepted(HttpContext http, SubjectAnswer answer, string id)
    {
        // Under the pseudonym it is found when it is done.
        http.Response.Headers.Location = $"/v1/tenants/{http.TenantId()}/data-subjects/{answer.Erasure ?? id}";
        return Results.Json(answer, NimbusJson.Default.SubjectAnswer, statusCode: StatusCodes.Status202Accepted);
    }

    private static string? IdOf(string user) => Guid.TryParseExact(user, "D", out var id) ? id.ToString("D") : null;

    private static ProblemResult NoUser() => new(Problem.NoUserId);
}
