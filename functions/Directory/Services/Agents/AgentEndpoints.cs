using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Agents;

/// <summary>The agents and owners of skill-based services.</summary>
internal static class AgentEndpoints
{
    private const string Service = "/tenants/{tenant}/services/{service}";

    public static void MapAgents(this RouteGroupBuilder v1)
    {
        v1.MapRole("agents", Role.ServiceAgent, ServicePermissions.Agents);
        v1.MapRole("owners", Role.ServiceOwner, ServicePermissions.Owners);
    }

    private static void MapRole(this RouteGroupBuilder v1, string segment, Role role, string permission)
    {
        var (all, one) = ($"{Service}/{segment}", $"{Service}/{segment}/{{user}}");
        v1.MapGet(all, (HttpContext http, string service, ServiceStore services, MembershipStore memberships, UserStore users, TenantStore tenants) =>
            ListAsync(http, service, role, permission, services, memberships, users, tenants)).Require(permission, Letters.Read);
        v1.MapPut(one, (HttpContext http, string service, string user, ServiceStore services, MembershipStore memberships, AgentDesk desk, TenantStore tenants) =>
            PutAsync(http, service, user, role, permission, services, memberships, desk, tenants)).Require(permission, Letters.Update);
        v1.MapDelete(one, (HttpContext http, string service, string user, ServiceStore services, AgentDesk desk, TenantStore tenants) =>
            DeleteAsync(http, service, user, role, permission, services, desk, tenants)).Require(permission, Letters.Update);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, string service, Role role, string permission, ServiceStore services, MembershipStore memberships, UserStore users, TenantStore tenants)
    {
        if (await FindAsync(http, service, permission, Letters.Read, services, tenants) is not { } found)
            return Missing(service);
        if (found.AssignmentType != ServiceVocabulary.SkillBased)
            return new ProblemResult(AgentDecision.OfService(found)!);
        var members = new List<Member>();
        await foreach (var member in memberships.ListAsync(http.TenantId(), found.Id, http.RequestAborted))
        {
            if (member.Role == role)
                members.Add(member);
        }

        var rows = await users.FindManyAsync(http.TenantId(), [.. members.Select(member => member.UserId)], http.RequestAborted);
        return Results.Json(
            new Page<MemberAnswer>([.. members.Select(member => MemberAnswer.Of(member, rows.TryGetValue(member.UserId, out var row) && row.User.IsVisible))], null),
            NimbusJson.Default.PageMemberAnswer);
    }

    private static async Task<IResult> PutAsync(
        HttpContext http, string service, string user, Role role, string permission, ServiceStore services, MembershipStore memberships, AgentDesk desk, TenantStore tenants)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return NoGuid();
        if (await FindAsync(http, service, permission, Letters.Update, services, tenants) is not { } found)
            return Missing(service);
        var userId = id.ToString("D");
        if (await desk.PutAsync(http.TenantId(), found, userId, role, http.Caller().Author, http.RequestAborted) is { } problem)
            return new ProblemResult(problem);
        var member = await memberships.FindAsync(http.TenantId(), found.Id, userId, http.RequestAborted);
        return Results.Json(MemberAnswer.Of(member ?? new(userId, role, null), visible: true), NimbusJson.Default.MemberAnswer);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, string service, string user, Role role, string permission, ServiceStore services, AgentDesk desk, TenantStore tenants)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return NoGuid();
        if (await FindAsync(http, service, permission, Letters.Update, services, tenants) is not { } found)
            return Missing(service);
        return await desk.RemoveAsync(http.TenantId(), found, id.ToString("D"), role, http.Caller().Author, http.RequestAborted) is { } problem
            ? new ProblemResult(problem)
            : Results.NoContent();
    }

    private static async Task<Service?> FindAsync(HttpContext http, string service, string permission, Letters letter, ServiceStore services, TenantStore tenants)
    {
        var units = await VisibleUnits.ReadAsync(http, permission, letter, tenants);
        return await services.FindAsync(http.TenantId(), service, http.RequestAborted) is { Service: var found } && units.Cover(found.OrganizationUnitId, found.Id) ? found : null;
    }

    private static ProblemResult NoGuid() => new(Problem.NoUserId);

    private static ProblemResult Missing(string service) => new(Problem.NoService(service));
}
