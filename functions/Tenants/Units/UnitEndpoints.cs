using NimbusFunctions.Access;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Units;

/// <summary>The organization units of a tenant: listed flat, made, renamed, moved and removed.</summary>
internal static class UnitEndpoints
{
    private const string Path = "/tenants/{tenant}/organization-units";
    private const string One = $"{Path}/{{unit}}";
    private const int UsualTop = 200;

    public static void MapOrganizationUnits(this RouteGroupBuilder v1)
    {
        v1.MapGet(Path, ListAsync).Require(Permissions.OrganizationUnits, Letters.Read).ReadsQuery();
        v1.MapGet(One, ReadAsync).Require(Permissions.OrganizationUnits, Letters.Read);
        v1.MapPost(Path, CreateAsync).Require(Permissions.OrganizationUnits, Letters.Create);
        v1.MapPatch(One, PatchAsync).Require(Permissions.OrganizationUnits, Letters.Update);
        v1.MapDelete(One, DeleteAsync).Require(Permissions.OrganizationUnits, Letters.Delete);
    }

    private static async Task<IResult> ListAsync(HttpContext http, UnitStore store, SettingsStore settings)
    {
        var errors = new ValidationErrors();
        var paging = Paging.Parse(http.Request.Query, UsualTop, UnitTree.MostUnits, [], errors);
        var after = paging.From(ContinuationToken.Decode, errors) ?? "";
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var tree = await store.ReadAsync(http.TenantId(), http.RequestAborted);
        var defaultUnit = await DefaultAsync(http, settings);
        var seen = tree.Stored
            .Where(stored => string.CompareOrdinal(stored.Unit.Id, after) > 0 && UnitDesk.Covers(http.Caller(), Letters.Read, stored.Unit.Id, tree))
            .OrderBy(stored => stored.Unit.Id, StringComparer.Ordinal).Take(paging.Top + 1).ToList();
        var page = seen.Take(paging.Top).Select(stored => Answer(stored, defaultUnit)).ToList();
        return Results.Json(
            new Page<UnitAnswer>(page, seen.Count > paging.Top ? ContinuationToken.Encode(page[^1].Id) : null), NimbusJson.Default.PageUnitAnswer);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string unit, UnitStore store, SettingsStore settings)
    {
        var tree = await store.ReadAsync(http.TenantId(), http.RequestAborted);
        return tree.Find(unit.ToLowerInvariant()) is { } stored && UnitDesk.Covers(http.Caller(), Letters.Read, stored.Unit.Id, tree)
            ? await AnswerAsync(http, stored, settings, StatusCodes.Status200OK)
            : new ProblemResult(UnitDesk.Missing(unit));
    }

    private static async Task<IResult> CreateAsync(HttpContext http, UnitDesk desk, SettingsStore settings)
    {
        var (body, problem) = await TakeAsync(http, isNew: true);
        if (body is null)
            return new ProblemResult(problem!);
        var (made, obstacle) = await desk.MakeAsync(http.TenantId(), http.Caller(), body, http.RequestAborted);
        return made is null ? new ProblemResult(obstacle!) : await AnswerAsync(http, made, settings, StatusCodes.Status201Created);
    }

    private static async Task<IResult> PatchAsync(HttpContext http, string unit, UnitDesk desk, SettingsStore settings)
    {
        var (body, problem) = await TakeAsync(http, isNew: false);
        if (body is null)
            return new ProblemResult(problem!);
        var (changed, obstacle) = await desk.ChangeAsync(
            http.TenantId(), http.Caller(), unit.ToLowerInvariant(), body, IfMatch.Of(http), http.RequestAborted);
        return changed is null ? new ProblemResult(obstacle!) : await AnswerAsync(http, changed, settings, StatusCodes.Status200OK);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, string unit, UnitDesk desk) =>
        await desk.RemoveAsync(http.TenantId(), http.Caller(), unit.ToLowerInvariant(), IfMatch.Of(http), http.RequestAborted) is { } obstacle
            ? new ProblemResult(obstacle)
            : Results.NoContent();

    private static async Task<(UnitBody? Body, Problem? Problem)> TakeAsync(HttpContext http, bool isNew)
    {
        var (given, problem) = await RequestBody.ReadObjectAsync(http);
        return given is null ? (null, problem) : UnitBody.Take(given, isNew);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, StoredUnit stored, SettingsStore settings, int status)
    {
        http.Response.Headers.ETag = EntityTag.Of(stored.ETag);
        return Results.Json(Answer(stored, await DefaultAsync(http, settings)), NimbusJson.Default.UnitAnswer, statusCode: status);
    }

    private static async Task<string> DefaultAsync(HttpContext http, SettingsStore settings) =>
        await http.RequestServices.GetRequiredService<TenantStore>().DefaultUnitAsync(
            http.TenantId(), (await settings.ReadAllAsync(http.TenantId(), http.RequestAborted))?.Provisioning ?? new(), http.RequestAborted);

    private static UnitAnswer Answer(StoredUnit stored, string defaultUnit) =>
        new(stored.Unit.Id, stored.Unit.Name, stored.Unit.ParentId, stored.Unit.Id == defaultUnit, EntityTag.Of(stored.ETag));
}
