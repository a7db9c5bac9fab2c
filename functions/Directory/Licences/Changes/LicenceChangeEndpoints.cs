using NimbusFunctions.Access;
using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Licences.Changes;

/// <summary>Gives and takes the licences of many users: begun, told of, and ended before its time.</summary>
internal static class LicenceChangeEndpoints
{
    private const string Path = "/tenants/{tenant}/licences/changes";
    private const string OutcomeName = "outcome";
    private const int UsualTop = 200;
    private const int MostTop = 1_000;

    public static void MapLicenceChanges(this RouteGroupBuilder v1)
    {
        v1.MapPost(Path, PostAsync).Require(Permissions.UserLicences, Letters.Update);
        v1.MapGet($"{Path}/{{change}}", ReadAsync).Require(Permissions.UserLicences, Letters.Read);
        v1.MapGet($"{Path}/{{change}}/users", UsersAsync).Require(Permissions.UserLicences, Letters.Read).ReadsQuery();
        v1.MapPost($"{Path}/{{change}}/cancel", CancelAsync).Require(Permissions.UserLicences, Letters.Update);
    }

    private static async Task<IResult> PostAsync(HttpContext http, LicenceChangeDesk desk, LicenceChangeStore changes, UserLists lists, TenantStore tenants)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.LicenceChangeBody);
        if (body is null)
            return new ProblemResult(problem!);
        var (parsed, fault) = body.Parse();
        if (parsed is null)
            return new ProblemResult(fault!);
        var users = parsed.Users;
        if (parsed.Query is { } query)
        {
            if (query.LooksAtIdentifiers && (await Masks.ReadAsync(http)).Users)
                return new ProblemResult(Problem.Forbidden("The tenant does not let its partner see users' names and addresses (dataPrivacy.partnerSeesUsers)."));
            var units = await VisibleUnits.ReadAsync(http, Permissions.UserLicences, Letters.Update, tenants);
            users = [.. (await lists.ReadAsync(http.TenantId(), http.RequestAborted)).ById.All.ToArray()
                .Where(user => query.Matches(user) && units.Cover(user.OrganizationUnitId)).Select(user => user.Id)];
            if (users.Count is 0 or > LicenceChangeBody.Most)
                return new ProblemResult(Problem.Invalid("filter", $"must find 1 to {LicenceChangeBody.Most} users, it finds {users.Count}."));
        }

        var change = await desk.BeginAsync(http.TenantId(), http.Caller(), parsed, users, http.RequestAborted);
        http.Response.Headers.Location = $"/v1/tenants/{http.TenantId()}/licences/changes/{change.Id}";
        return await AnswerAsync(http, change, changes, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string change, LicenceChangeStore changes) =>
        await FindAsync(http, change, changes) is { } found ? await AnswerAsync(http, found, changes) : Missing(change);

    private static async Task<IResult> UsersAsync(HttpContext http, string change, LicenceChangeStore changes)
    {
        var (errors, query) = (new ValidationErrors(), http.Request.Query);
        var page = Paging.Parse(query, UsualTop, MostTop, [OutcomeName], errors);
        var outcome = query.Value(OutcomeName);
        errors.OneOf(OutcomeName, outcome, LicenceOutcome.All);
        var after = page.From(token => ContinuationToken.Decode(token) is { } user && Guid.TryParseExact(user, "D", out _) ? user : null, errors) ?? "";
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        if (await FindAsync(http, change, changes) is null)
            return Missing(change);
        var found = await changes.ReadAsync(http.TenantId(), change, outcome, after, page.Top + 1, http.RequestAborted);
        return Results.Json(
            new Page<LicenceOutcome>([.. found.Take(page.Top)], found.Count > page.Top ? ContinuationToken.Encode(found[page.Top - 1].UserId) : null),
            NimbusJson.Default.PageLicenceOutcome);
    }

    private static async Task<IResult> CancelAsync(HttpContext http, string change, LicenceChangeStore changes, LicenceChangeDesk desk) =>
        await FindAsync(http, change, changes) is not null && await desk.CancelAsync(http.TenantId(), change, http.RequestAborted) is { } now
            ? await AnswerAsync(http, now, changes)
            : Missing(change);

    private static async Task<LicenceChange?> FindAsync(HttpContext http, string change, LicenceChangeStore changes) =>
        LicenceChangeStore.IsId(change) && await changes.FindAsync(http.TenantId(), change, http.RequestAborted) is { } found && found.Change.IsShownTo(http.Caller())
            ? found.Change
            : null;

    private static async Task<IResult> AnswerAsync(HttpContext http, LicenceChange change, LicenceChangeStore changes, int status = StatusCodes.Status200OK)
    {
        var counts = await changes.CountAsync(http.TenantId(), change.Id, http.RequestAborted);
        return Results.Json(
            new LicenceChangeAnswer(
                change.Id, change.State, change.Give, change.Take, change.By, change.Asked, change.Total,
                counts[LicenceOutcome.Pending], counts[LicenceOutcome.Given], counts[LicenceOutcome.Unchanged], counts[LicenceOutcome.Refused]),
            NimbusJson.Default.LicenceChangeAnswer, statusCode: status);
    }

    private static ProblemResult Missing(string change) => new(Problem.Missing(ProblemTypes.NotFound, $"There is no change '{Printable.Short(change)}'."));
}

/// <summary>How a change stands.</summary>
/// <param name="Total">How many users it is about.</param>
/// <param name="Pending">How many have no outcome yet; of one that was canceled they stay as they are.</param>
/// <param name="Given">How many have what was asked for by it.</param>
/// <param name="Unchanged">How many had it so before.</param>
/// <param name="Refused">How many could not be changed.</param>
internal sealed record LicenceChangeAnswer(
    string Id, LicenceChangeState State, IReadOnlyList<string> Give, IReadOnlyList<string> Take, string By, DateTimeOffset Asked,
    int Total, int Pending, int Given, int Unchanged, int Refused);
