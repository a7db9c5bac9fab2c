using NimbusFunctions.Access;
using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Ledger;
using NimbusFunctions.Retention.Offboarding;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services;

/// <summary>The services of a tenant.</summary>
internal static class ServiceEndpoints
{
    public static void MapServices(this RouteGroupBuilder v1)
    {
        v1.MapGet("/tenants/{tenant}/services", ListAsync).Require(Permissions.Services, Letters.Read).ReadsQuery();
        v1.MapGet("/tenants/{tenant}/services/{service}", ReadAsync).Require(Permissions.Services, Letters.Read);
        v1.MapPut("/tenants/{tenant}/services/{service}", PutAsync).Require(Permissions.ServiceSettings, Letters.Update);
        v1.MapDelete("/tenants/{tenant}/services/{service}", DeleteAsync).Require(Permissions.Services, Letters.Delete);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ServiceLists services, ServiceCountReader counts, TenantStore tenants)
    {
        var (query, problem) = ServiceQuery.Parse(http.Request.Query);
        if (query is null)
            return new ProblemResult(problem!);
        var units = await VisibleUnits.ReadAsync(http, Permissions.Services, Letters.Read, tenants);
        var (shown, hasMore) = query.Of(
            await services.ReadAsync(http.TenantId(), http.RequestAborted), service => units.Cover(service.OrganizationUnitId, service.Id));
        var counted = await counts.ReadAsync(http.TenantId(), shown, http.RequestAborted);
        return Results.Json(
            new Page<ServiceAnswer>(
                [.. shown.Select(service => ServiceAnswer.Of(service, counted[service.Id]))], hasMore ? ContinuationToken.Encode(shown[^1].Id) : null),
            NimbusJson.Default.PageServiceAnswer);
    }

    private static async Task<IResult> ReadAsync(
        HttpContext http, string service, ServiceStore services, ServiceCountReader counts, TenantStore tenants)
    {
        var units = await VisibleUnits.ReadAsync(http, Permissions.Services, Letters.Read, tenants);
        return await services.FindAsync(http.TenantId(), service, http.RequestAborted) is { } stored
            && units.Cover(stored.Service.OrganizationUnitId, stored.Service.Id)
            ? Results.Json(await AnswerAsync(http, stored.Service, counts), NimbusJson.Default.ServiceAnswer)
            : Missing(service);
    }

    private static async Task<IResult> PutAsync(
        HttpContext http, string service, ServiceStore services, ServiceDesk desk, TenantStore tenants, SettingsStore settings, ServiceCountReader counts, TimeProvider time)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.ServiceBody);
        if (body is null)
            return new ProblemResult(problem!);
        var errors = body.Validate(service);
        var tree = await tenants.OrganizationUnitsAsync(http.TenantId(), http.RequestAborted);
        if (body.OrganizationUnitId is { } unit && tree.All(known => known.Id != unit))
            errors.Add("organizationUnitId", OrganizationUnit.Unknown);
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var stored = await services.FindAsync(http.TenantId(), service, http.RequestAborted);
        var all = await settings.ReadAllAsync(http.TenantId(), http.RequestAborted);
        if (all is not { IsPendingDeletion: false })
            return new ProblemResult(Problem.Conflict(
                ProblemTypes.TenantPendingDeletion, "The tenant is being deleted: its services are neither created nor changed any more."));
        var (changed, refused) = stored is null
            ? (ServiceChange.Create(
                service,
                body,
                OrganizationUnit.DefaultOf(http.TenantId(), all.Provisioning.DefaultOrganizationUnitId, tree),
                all.Provisioning.DefaultTeamOwnerRole,
                time.GetUtcNow()), null)
            : ServiceChange.Apply(stored.Service, body);
        if (changed is null)
            return new ProblemResult(refused!);
        if (ForbiddenChange(http, stored?.Service, changed, tree) is { } forbidden)
            return new ProblemResult(forbidden);
        if (await desk.SaveAsync(http.TenantId(), stored, changed, all, http.Caller().Author, http.RequestAborted) is { } obstacle)
            return new ProblemResult(obstacle);
        return Results.Json(
            await AnswerAsync(http, changed, counts), NimbusJson.Default.ServiceAnswer,
            statusCode: stored is null ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, string service, ServiceStore services, TenantStore tenants, ServiceCountReader counts, ServiceSteps steps, TimeProvider time)
    {
        var units = await VisibleUnits.ReadAsync(http, Permissions.Services, Letters.Delete, tenants);
        if (await services.FindAsync(http.TenantId(), service, http.RequestAborted) is not { } stored
            || !units.Cover(stored.Service.OrganizationUnitId, stored.Service.Id))
            return Missing(service);
        var pending = ServiceDeletion.Ask(stored.Service, time.GetUtcNow());
        if (!await steps.TakeAsync(
            http.TenantId(), stored, pending, LedgerActions.ServiceDeletionAsked, http.Caller().Author, http.RequestAborted))
            return new ProblemResult(ServiceDesk.InTheWay(ServiceRow.Key(stored.Service.Id), stored.Service));
        return Results.Json(
            await AnswerAsync(http, pending, counts), NimbusJson.Default.ServiceAnswer,
            statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<ServiceAnswer> AnswerAsync(HttpContext http, Service service, ServiceCountReader counts) =>
        ServiceAnswer.Of(service, (await counts.ReadAsync(http.TenantId(), [service], http.RequestAborted))[service.Id]);

    private static Problem? ForbiddenChange(HttpContext http, Service? before, Service after, IReadOnlyList<OrganizationUnit> tree)
    {
        var caller = http.Caller();
        if (before is null && !Covers(Permissions.Services, Letters.Create, after.OrganizationUnitId))
            return caller.ScopeOf(Permissions.Services, Letters.Create).IsNothing
                ? AccessProblem.Missing(Permissions.Services, Letters.Create)
                : Problem.Forbidden($"The service lies outside the caller's organization units: permission {Permissions.Services}.");
        if (before is not null && !Covers(Permissions.ServiceSettings, Letters.Update, before.OrganizationUnitId))
            return Problem.Forbidden($"The service lies outside the caller's organization units: permission {Permissions.ServiceSettings}.");
        foreach (var field in before is null ? [] : ServiceChange.FieldsBetween(before, after).Select(ServicePermissions.FieldOf))
        {
            if (!Covers(field, Letters.Update, before!.OrganizationUnitId))
                return AccessProblem.Missing(field, Letters.Update);
        }

        if (before is not null && !Covers(ServicePermissions.FieldOf("organizationUnitId"), Letters.Update, after.OrganizationUnitId)
            && before.OrganizationUnitId != after.OrganizationUnitId)
            return Problem.Forbidden("The new unit lies outside the caller's organization units: permission services.organizationUnitId.");
        return after.Licence != (before?.Licence ?? "AdvancedRouting") && !caller.MayTenantWide(Permissions.ServiceLicence, Letters.Update)
            ? AccessProblem.Missing(Permissions.ServiceLicence, Letters.Update)
            : null;

        bool Covers(string permission, Letters letter, string unit) =>
            caller.ScopeOf(permission, letter).Covers(OrganizationUnit.PathOf(unit, tree), before?.Id);
    }

    private static ProblemResult Missing(string service) => new(Problem.NoService(service));
}
