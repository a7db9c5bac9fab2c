using NimbusFunctions.Access;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>List, look, replay, drop: for a tenant, and for operators over all tenants and what belongs to none.</summary>
internal static class DeadLetterEndpoints
{
    private const string OfTenant = "/tenants/{tenant}/dead-letters";
    private const string OfAll = "/operations/dead-letters";

    public static void MapDeadLetters(this RouteGroupBuilder v1)
    {
        v1.MapGet(OfTenant, ListAsync).Require(Permissions.DeadLetters, Letters.Read).ReadsQuery();
        v1.MapGet(OfTenant + "/{id}", ReadAsync).Require(Permissions.DeadLetterContent, Letters.Read);
        v1.MapPost(OfTenant + "/{id}/replay", ReplayAsync).Require(Permissions.DeadLetters, Letters.Execute);
        v1.MapPost(OfTenant + "/{id}/drop", DropAsync).Require(Permissions.DeadLetters, Letters.Delete);
        v1.MapPost(OfTenant + "/replay", ReplayManyAsync).Require(Permissions.DeadLetters, Letters.Execute);
        v1.MapPost(OfTenant + "/drop", DropManyAsync).Require(Permissions.DeadLetters, Letters.Delete);

        // A role that holds in one tenant brings nothing here: the permission is the operators' alone.
        v1.MapGet(OfAll, ListAsync).Require(Permissions.DeadLettersOfAll, Letters.Read).ReadsQuery();
        v1.MapGet(OfAll + "/{id}", ReadAsync).Require(Permissions.DeadLettersOfAll, Letters.Read);
        v1.MapPost(OfAll + "/{id}/replay", ReplayAsync).Require(Permissions.DeadLettersOfAll, Letters.Execute);
        v1.MapPost(OfAll + "/{id}/drop", DropAsync).Require(Permissions.DeadLettersOfAll, Letters.Delete);
        v1.MapPost(OfAll + "/replay", ReplayManyAsync).Require(Permissions.DeadLettersOfAll, Letters.Execute);
        v1.MapPost(OfAll + "/drop", DropManyAsync).Require(Permissions.DeadLettersOfAll, Letters.Delete);
    }

    private static async Task<IResult> ListAsync(HttpContext http, DeadLetterPages pages, TenantStore tenants)
    {
        var tenant = TenantOf(http);
        var (query, problem) = DeadLetterQuery.Parse(http.Request.Query, tenant is null);
        if (query is null)
            return new ProblemResult(problem!);
        var (rows, next) = await pages.ReadAsync(tenant, query, http.RequestAborted);
        var there = tenant is null ? (await tenants.ListAsync(http.RequestAborted)).ToHashSet(StringComparer.Ordinal) : [tenant];
        return Results.Json(
            new Page<DeadLetterAnswer>([.. rows.Select(row => DeadLetterAnswer.Of(row, row.Place.Owner == DeadLetterStore.NoTenant || there.Contains(row.Place.Owner)))], next?.Id),
            OperationsJson.Plain.PageDeadLetterAnswer);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string id, DeadLetterStore letters, DeadLetterDesk desk)
    {
        if (PlaceOf(http, id) is not { } place || await letters.FindAsync(place, http.RequestAborted) is not { Row: var row })
            return new ProblemResult(LetterProblems.Missing(id));
        var masks = TenantOf(http) is null ? Masks.None : await Masks.ReadAsync(http);
        var answer = DeadLetterAnswer.Of(row, await desk.IsThereAsync(row, http.RequestAborted)).WithBody(row.Letter.Body, masks);
        await desk.NoteReadingAsync(row, http.Caller().Author, http.RequestAborted);
        return Results.Json(answer, OperationsJson.Plain.DeadLetterAnswer);
    }

    private static async Task<IResult> ReplayAsync(HttpContext http, string id, DeadLetterDesk desk) => PlaceOf(http, id) is { } place
        ? Answer(await desk.ReplayAsync(place, http.Caller().Author, http.RequestAborted), place)
        : new ProblemResult(LetterProblems.Missing(id));

    private static async Task<IResult> DropAsync(HttpContext http, string id, DeadLetterDesk desk)
    {
        if (PlaceOf(http, id) is not { } place)
            return new ProblemResult(LetterProblems.Missing(id));
        var (body, problem) = await RequestBody.ReadAsync(http, OperationsJson.Plain.DropBody);
        if (body is null)
            return new ProblemResult(problem!);
        var errors = body.Validate();
        return errors.Any
            ? new ProblemResult(errors.ToProblem())
            : Answer(await desk.DropAsync(place, http.Caller().Author, body.Reason!, http.RequestAborted), place);
    }

    private static Task<IResult> ReplayManyAsync(HttpContext http, DeadLetterBatch batch, DeadLetterDesk desk) =>
        ManyAsync(http, batch, needsReason: false, (place, _, stop) => desk.ReplayAsync(place, http.Caller().Author, stop));

    private static Task<IResult> DropManyAsync(HttpContext http, DeadLetterBatch batch, DeadLetterDesk desk) =>
        ManyAsync(http, batch, needsReason: true, (place, reason, stop) => desk.DropAsync(place, http.Caller().Author, reason!, stop));

    private static async Task<IResult> ManyAsync(
        HttpContext http, DeadLetterBatch batch, bool needsReason, Func<DeadLetterPlace, string?, CancellationToken, Task<LetterOutcome>> act)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, OperationsJson.Plain.DeadLetterBatchBody);
        if (body is null)
            return new ProblemResult(problem!);
        var tenant = TenantOf(http);
        (var query, problem) = body.Check(tenant is null, needsReason);
        if (query is null)
            return new ProblemResult(problem!);
        var answer = await batch.RunAsync(tenant, query, (place, stop) => act(place, body.Reason, stop), http.RequestAborted);
        return answer is { Done: 0 } && answer.Left.ContainsKey(LetterOutcome.QueueSilent)
            ? new ProblemResult(new(
                ProblemTypes.StoreUnavailable, "The queue does not answer.", StatusCodes.Status503ServiceUnavailable,
                $"No message was taken; all letters stay. Try again in {LetterProblems.RetryAfterSeconds} seconds."), LetterProblems.RetryAfterSeconds)
            : Results.Json(answer, OperationsJson.Plain.DeadLetterBatchAnswer);
    }

    private static IResult Answer(LetterOutcome outcome, DeadLetterPlace place) => LetterProblems.Of(outcome, place) is { } problem
        ? new ProblemResult(problem, outcome == LetterOutcome.QueueSilent ? LetterProblems.RetryAfterSeconds : null)
        : Results.Json(new DeadLetterOutcomeAnswer(place.Id, outcome), OperationsJson.Plain.DeadLetterOutcomeAnswer);

    /// <summary>Null where the call is about all tenants.</summary>
    private static string? TenantOf(HttpContext http) => http.Request.RouteValues.ContainsKey("tenant") ? http.TenantId() : null;

    /// <summary>Null where the id is none, or names another tenant's letter.</summary>
    private static DeadLetterPlace? PlaceOf(HttpContext http, string id) =>
        DeadLetterPlace.Parse(id) is { } place && (TenantOf(http) is not { } tenant || place.Owner == tenant) ? place : null;
}
