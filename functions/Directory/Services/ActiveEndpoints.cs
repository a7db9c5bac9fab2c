using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Presence.Signals;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services;

/// <summary>Whether a member of a service takes its tasks: the flag that owners switch, and members where the service lets them.</summary>
internal static class ActiveEndpoints
{
    public static void MapActive(this RouteGroupBuilder v1) =>
        v1.MapPut("/tenants/{tenant}/services/{service}/users/{user}/active", PutAsync).Require(Permissions.ActiveMembers, Letters.Read);

    private static async Task<IResult> PutAsync(
        HttpContext http, string service, string user, ServiceStore services, MembershipStore memberships, UserStore users,
        LedgerStore ledger, TenantStore tenants, RoutableSignals signals, TimeProvider time)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return new ProblemResult(Problem.NoUserId);
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.ActiveBody);
        if (body is null)
            return new ProblemResult(problem!);
        if (body.Active is not { } active)
            return new ProblemResult(Problem.Invalid("active", "must be true or false."));
        var (tenant, userId, stop) = (http.TenantId(), id.ToString("D"), http.RequestAborted);
        var seen = await VisibleUnits.ReadAsync(http, Permissions.ActiveMembers, Letters.Read, tenants);
        if (await services.FindAsync(tenant, service, stop) is not { Service: var found }
            || !seen.Cover(found.OrganizationUnitId, found.Id))
            return new ProblemResult(Problem.NoService(service));
        var others = (await VisibleUnits.ReadAsync(http, Permissions.ActiveMembers, Letters.Update, tenants))
            .Cover(found.OrganizationUnitId, found.Id);
        var own = http.Caller().Author == $"user:{userId}"
            && http.Caller().ScopeOf(Permissions.OwnActive, Letters.Update).Covers([], found.Id);
        if (!others && Forbidden(found, own) is { } forbidden)
            return new ProblemResult(Problem.Forbidden(forbidden));
        if (ServiceObstacle.Of(found) is { } obstacle)
            return new ProblemResult(obstacle);
        if (await memberships.FindAsync(tenant, found.Id, userId, stop) is not { } member)
            return NoMember(found, userId);
        if (member.IsActive != active)
        {
            var action = active ? LedgerActions.MemberActivated : LedgerActions.MemberDeactivated;
            await ledger.AppendAsync(
                tenant, [LedgerEntry.OfCall(time.GetUtcNow(), action, userId, $"by {http.Caller().Author}", found.Id)], stop);
            if (!await memberships.SetActiveAsync(tenant, found.Id, userId, active, stop))
                return NoMember(found, userId);
            if (active)
                await signals.LookAtAsync(tenant, userId, found.Id, stop);
        }

        var row = await users.FindAsync(tenant, userId, stop);
        return Results.Json(
            MemberAnswer.Of(member with { IsActive = active }, row is { IsVisible: true }), NimbusJson.Default.MemberAnswer);
    }

    /// <summary>Why somebody without a right over the service's members may not switch the flag; null: it is the own one, and the service lets him.</summary>
    public static string? Forbidden(Service service, bool own) => own switch
    {
        false => $"The permission {Permissions.ActiveMembers} (update) is missing.",
        _ when !service.MemberMayToggleActive =>
            $"Members of service {service.Id} may not switch their own flag; its owners and administrators may.",
        _ => null,
    };

    private static ProblemResult NoMember(Service service, string user) =>
        new(Problem.Missing(ProblemTypes.UserNotFound, $"Service {service.Id} has no member {user}."));
}

/// <summary>Whether tasks of the service may come to the user.</summary>
internal sealed record ActiveBody(bool? Active);
