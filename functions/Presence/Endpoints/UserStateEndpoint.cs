using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Presence.History;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Presence.Endpoints;

/// <summary>The states that a user was in, where the tenant keeps them.</summary>
internal static class UserStateEndpoint
{
    public static void MapUserStates(this RouteGroupBuilder v1) =>
        v1.MapGet("/tenants/{tenant}/users/{user}/states", ListAsync).Require(Permissions.UserStates, Letters.Read).ReadsQuery();

    private static async Task<IResult> ListAsync(
        HttpContext http, string user, UserStore users, StateHistory history, StateBookStore books, LimitsInForce settings,
        TenantStore tenants, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var (query, invalid) = UserStatesQuery.Parse(http.Request.Query, now);
        if (query is null)
            return new ProblemResult(invalid!);
        var (found, missing) = await UserReach.FindAsync(http, user, Permissions.UserStates, users, tenants);
        if (found is null)
            return new ProblemResult(missing!);
        var (tenant, stop) = (http.TenantId(), http.RequestAborted);
        var showTime = (await settings.FindAsync(tenant, stop))?.Presence.ShowTimeInState ?? false;
        // Read first: a state that ends meanwhile is told twice rather than not at all.
        var book = await books.FindAsync(tenant, found.Id, stop);
        var page = new List<UserStateAnswer>();
        DateTimeOffset last = default;
        await foreach (var (state, place) in history.ReadAsync(tenant, found.Id, query.From, query.To, query.After, stop))
        {
            if (page.Count == query.Top)
                return Answer(page, UserStatesQuery.Write(last));
            page.Add(UserStateAnswer.Of(state, showTime));
            last = place;
        }

        if (book is { Open: { } open } && book.Since <= query.To && page.All(state => state.Start != book.Since))
            page.Add(UserStateAnswer.Of(found.Id, open, book.Since, now, showTime));
        return Answer(page, null);

        static IResult Answer(List<UserStateAnswer> page, string? next) =>
            Results.Json(new Page<UserStateAnswer>(page, next), NimbusJson.Default.PageUserStateAnswer);
    }
}
