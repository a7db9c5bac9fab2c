using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Roles;

/// <summary>
/// The roles of a user: read, given and taken by hand. Nobody can take the last administrator here: Tenant Administrators come
/// from the tenant's security group, and System Administrators from the operator.
/// </summary>
internal static class RoleEndpoints
{
    private const string Path = "/tenants/{tenant}/users/{user}/roles";
    private const string UnitName = "unit";

    public static void MapRoles(this RouteGroupBuilder v1)
    {
        v1.MapGet(Path, ReadAsync).Require(Permissions.UserRoles, Letters.Read);
        v1.MapPut(Path, PutAsync).Require(Permissions.RoleAssignment, Letters.Update);
        v1.MapDelete($"{Path}/{{role}}", DeleteAsync).Require(Permissions.RoleAssignment, Letters.Update).ReadsQuery();
    }

    /// <summary>Also of users without access: their roles are kept and return with them.</summary>
    private static async Task<IResult> ReadAsync(HttpContext http, string user, UserStore users, RoleAssignmentStore roles, TenantStore tenants)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return NoGuid();
        var (tenant, stop) = (http.TenantId(), http.RequestAborted);
        var units = await VisibleUnits.ReadAsync(http, Permissions.UserRoles, Letters.Read, tenants);
        return await users.FindAsync(tenant, id.ToString("D"), stop) is { State: not UserState.Gone } found && units.Cover(found.OrganizationUnitId)
            ? Answer(RolesAnswer.Of(found, await roles.ListAsync(tenant, found.Id, stop)))
            : new ProblemResult(Problem.Missing(ProblemTypes.UserNotFound, $"There is no user {id:D}."));
    }

    private static async Task<IResult> PutAsync(HttpContext http, string user, RoleDesk desk)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return NoGuid();
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.RolesBody);
        if (body is null)
            return new ProblemResult(problem!);
        return Outcome(await desk.ChangeAsync(
            http.TenantId(), http.Caller().Author, id.ToString("D"), (_, _, tree) => body.Take(tree.Units), http.RequestAborted));
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, string user, string role, RoleDesk desk)
    {
        var errors = new ValidationErrors();
        http.Request.Query.Check([UnitName], errors);
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        if (!Guid.TryParseExact(user, "D", out var id))
            return NoGuid();
        var outcome = await desk.ChangeAsync(
            http.TenantId(), http.Caller().Author, id.ToString("D"),
            (found, assigned, _) => WithoutRole(found, assigned, role, http.Request.Query.Value(UnitName)?.ToLowerInvariant()), http.RequestAborted);
        return outcome.Problem is { } problem ? new ProblemResult(problem) : Results.NoContent();
    }

    /// <summary>The roles that stay where one is taken, in a unit or wherever it holds: a pure decision.</summary>
    public static (IReadOnlyList<AssignedRole>? Roles, Problem? Problem) WithoutRole(
        NimbusUser user, IReadOnlyList<StoredRole> assigned, string role, string? unit)
    {
        var staying = assigned.Select(stored => stored.Assigned)
            .Where(had => had.Role.ToString() != role || (unit is not null && had.UnitId != unit)).ToList();
        if (staying.Count < assigned.Count)
            return (staying, null);
        return (null, user.Memberships.FirstOrDefault(membership => membership.Role.ToString() == role) is { } synced
            ? Problem.Conflict(
                ProblemTypes.RoleIsSynced,
                synced.IsOfAdministrators
                    ? $"The role {synced.Role} comes from a security group of the tenant; take the user out of that group instead."
                    : $"The role {synced.Role} comes from service {synced.ServiceId}; take the user out of its team instead.")
            : Problem.Missing(ProblemTypes.NotFound, $"The user has no role '{Printable.Short(role)}'{(unit is null ? "" : " in that unit")}."));
    }

    private static IResult Outcome((RolesAnswer? Answer, Problem? Problem) outcome) =>
        outcome.Answer is { } answer ? Answer(answer) : new ProblemResult(outcome.Problem!);

    private static IResult Answer(RolesAnswer answer) => Results.Json(answer, NimbusJson.Default.RolesAnswer);

    private static ProblemResult NoGuid() => new(Problem.NoUserId);
}
