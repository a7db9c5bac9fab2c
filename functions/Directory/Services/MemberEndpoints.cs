using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services;

/// <summary>Who is in a service, and who was.</summary>
internal static class MemberEndpoints
{
    private const int PageSize = 500;

    public static void MapMembers(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/services/{service}/members", ListAsync).Require(Permissions.Services, Letters.Read).ReadsQuery();
        v1.MapGet("/tenants/{tenant}/services/{service}/members/history", HistoryAsync).Require(Permissions.Services, Letters.Read).ReadsQuery();
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, string service, ServiceStore services, MembershipStore memberships, UserStore users, TenantStore tenants)
    {
        var (after, refusal) = await StartAsync(http, service, services, tenants);
        if (refusal is not null)
            return refusal;
        var members = new List<Member>();
        await foreach (var member in memberships.ListAsync(http.TenantId(), service, http.RequestAborted, after))
        {
            members.Add(member);
            // One more than a page tells whether there is another.
            if (members.Count > PageSize)
                break;
        }

        var page = members.Take(PageSize).ToList();
        var rows = await users.FindManyAsync(http.TenantId(), [.. page.Select(member => member.UserId)], http.RequestAborted);
        return Results.Json(
            new Page<MemberAnswer>(
                [.. page.Select(member => MemberAnswer.Of(
                    member, rows.TryGetValue(member.UserId, out var row) && row.User.IsVisible))],
                members.Count > PageSize ? ContinuationToken.Encode(page[^1].UserId) : null),
            NimbusJson.Default.PageMemberAnswer);
    }

    private static async Task<IResult> HistoryAsync(
        HttpContext http, string service, ServiceStore services, MemberHistory history, TenantStore tenants)
    {
        var (after, refusal) = await StartAsync(http, service, services, tenants);
        if (refusal is not null)
            return refusal;
        var page = new List<FormerMemberAnswer>();
        var last = after;
        await foreach (var (member, position) in history.ReadAsync(http.TenantId(), service, after, http.RequestAborted))
        {
            if (page.Count == PageSize)
                return Answer(page, last);
            page.Add(new(member.UserId, member.Role.ToString(), member.Since, member.Until, member.Why));
            last = position;
        }

        return Answer(page, null);

        static IResult Answer(List<FormerMemberAnswer> page, string? next) => Results.Json(
            new Page<FormerMemberAnswer>(page, next is null ? null : ContinuationToken.Encode(next)), NimbusJson.Default.PageFormerMemberAnswer);
    }

    private static async Task<(string After, IResult? Refusal)> StartAsync(
        HttpContext http, string service, ServiceStore services, TenantStore tenants)
    {
        var errors = new ValidationErrors();
        var after = Paging.OfSize(PageSize, http.Request.Query, errors).From(ContinuationToken.Decode, errors) ?? "";
        if (errors.Any)
            return ("", new ProblemResult(errors.ToProblem()));
        var units = await VisibleUnits.ReadAsync(http, Permissions.Services, Letters.Read, tenants);
        return await services.FindAsync(http.TenantId(), service, http.RequestAborted) is { } stored
            && units.Cover(stored.Service.OrganizationUnitId, stored.Service.Id)
            ? (after, null)
            : ("", new ProblemResult(Problem.NoService(service)));
    }
}

/// <summary>Somebody in a service.</summary>
/// <param name="Visible">Whether the user list shows the user.</param>
/// <param name="Active">Whether tasks of the service may come to the user.</param>
internal sealed record MemberAnswer(string UserId, string Role, DateTimeOffset? Since, bool Visible, bool Active)
{
    public static MemberAnswer Of(Member member, bool visible) =>
        new(member.UserId, member.Role.ToString(), member.Since, visible, member.IsActive);
}

/// <summary>Somebody who was in a service.</summary>
/// <param name="Why">What ended it, as in the ledger.</param>
internal sealed record FormerMemberAnswer(string UserId, string Role, DateTimeOffset? Since, DateTimeOffset Until, string Why);
