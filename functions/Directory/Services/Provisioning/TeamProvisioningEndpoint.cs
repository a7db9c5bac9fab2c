using NimbusFunctions.Access;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Provisioning;

/// <summary>Makes a service of a team for whoever the tenant lets: what the product's app in Teams calls when it is added to a team.</summary>
internal static class TeamProvisioningEndpoint
{
    public static void MapTeamProvisioning(this RouteGroupBuilder v1) =>
        v1.MapPost("/tenants/{tenant}/teams/{team}/service", PostAsync).RequireOrBeUser(Permissions.TeamProvisioning, Letters.Execute);

    private static async Task<IResult> PostAsync(
        HttpContext http, string team, TeamLookup teams, ServiceStore services, ServiceDesk desk, ServiceCountReader counts, TenantStore tenants, SettingsStore settings,
        LedgerStore ledger, TimeProvider time)
    {
        if (!Guid.TryParseExact(team, "D", out var id))
            return new ProblemResult(Problem.Invalid("team", "must be the team's object id, a GUID."));
        var (tenant, stop, teamId) = (http.TenantId(), http.RequestAborted, id.ToString("D"));
        if (await settings.ReadAllAsync(tenant, stop) is not { } all)
            return new ProblemResult(Problem.NoTenant(tenant));
        var (caller, setting) = (http.Caller(), all.Provisioning.AllowServiceProvisioning);
        var tree = await tenants.OrganizationUnitsAsync(tenant, stop);
        var unit = OrganizationUnit.DefaultOf(tenant, all.Provisioning.DefaultOrganizationUnitId, tree);
        var decision = Provisioning.Decide(setting, caller.ScopeOf(Permissions.TeamProvisioning, Letters.Execute), OrganizationUnit.PathOf(unit, tree));
        if (decision == ProvisioningDecision.Refused)
            return new ProblemResult(Problem.Forbidden(Provisioning.Refusal(setting)));
        // Before the body is looked at: whoever may not is told that alone.
        var owner = decision == ProvisioningDecision.IfOwner ? CallerIdentity.From(http.User)!.ObjectId : null;
        var found = await teams.FindAsync(tenant, teamId, owner, stop);
        if (found is null)
            return new ProblemResult(Problem.DirectorySilent("The directory did not answer, so nobody knows whether the team is there and who owns it; try again."));
        if (owner is not null && !found.IsOwned)
            return new ProblemResult(Problem.Forbidden(Provisioning.Refusal(setting)));
        if (found.Name is null)
            return new ProblemResult(Problem.Missing(ProblemTypes.TeamNotFound, $"The tenant's directory has no team {teamId}."));
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.TeamServiceBody);
        if (body is null)
            return new ProblemResult(problem!);
        var made = body.ToService(teamId, found.Name);
        var errors = made.Validate(teamId);
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        if (all.IsPendingDeletion)
            return new ProblemResult(Problem.Conflict(ProblemTypes.TenantPendingDeletion, "The tenant is being deleted: it takes no new services."));
        if (await services.FindAsync(tenant, teamId, stop) is not null)
            return new ProblemResult(Problem.Conflict(ProblemTypes.AlreadyExists, $"There is a service {teamId} of this team already."));
        var service = ServiceChange.Create(teamId, made, unit, all.Provisioning.DefaultTeamOwnerRole, time.GetUtcNow());
        await ledger.AppendAsync(
            tenant, [LedgerEntry.OfCall(time.GetUtcNow(), LedgerActions.ServiceProvisioned, service.Id, $"by {caller.Author}")], stop);
        return await desk.SaveAsync(tenant, null, service, all, caller.Author, stop) is { } obstacle
            ? new ProblemResult(obstacle)
            : Results.Json(
                ServiceAnswer.Of(service, (await counts.ReadAsync(tenant, [service], stop))[service.Id]), NimbusJson.Default.ServiceAnswer,
                statusCode: StatusCodes.Status201Created);
    }
}
