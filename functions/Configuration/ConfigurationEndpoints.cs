using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Web;

namespace NimbusFunctions.Configuration;

/// <summary>The configuration entities of a tenant, the same for every kind: listed, made, read, changed and removed.</summary>
internal static class ConfigurationEndpoints
{
    private const string Tenant = "/tenants/{tenant}";

    public static void MapConfiguration(this RouteGroupBuilder v1)
    {
        v1.MapGet($"{Tenant}/configuration/schema", () => Results.Bytes(ConfigurationSchema.Write(), "application/schema+json"))
            .Require(Permissions.Configuration, Letters.Read);
        foreach (var kind in ConfigurationKinds.InOrder)
            v1.MapKind(kind);
        v1.MapGet($"{Tenant}/{ConfigurationKinds.OpeningHours.Segment}/{{entity}}/open", OpenEndpoint.ReadAsync)
            .Require(ConfigurationKinds.OpeningHours.Permission, Letters.Read).ReadsQuery();
    }

    private static void MapKind(this RouteGroupBuilder v1, ConfigurationKind kind)
    {
        var all = $"{Tenant}/{kind.Segment}";
        var one = $"{all}/{{entity}}";
        v1.MapGet(all, (HttpContext http, ConfigurationDesk desk) => ListAsync(http, kind, desk)).Require(kind.Permission, Letters.Read).ReadsQuery();
        v1.MapPost(all, (HttpContext http, ConfigurationDesk desk) => WriteAsync(http, kind, null, desk, isPatch: false)).Require(kind.Permission, Letters.Create);
        v1.MapGet(one, (HttpContext http, string entity, ConfigurationDesk desk) => ReadAsync(http, kind, entity, desk)).Require(kind.Permission, Letters.Read);
        v1.MapPut(one, (HttpContext http, string entity, ConfigurationDesk desk) => WriteAsync(http, kind, entity, desk, isPatch: false))
            .Require(kind.Permission, Letters.Update);
        v1.MapPatch(one, (HttpContext http, string entity, ConfigurationDesk desk) => WriteAsync(http, kind, entity, desk, isPatch: true))
            .Require(kind.Permission, Letters.Update);
        v1.MapDelete(one, (HttpContext http, string entity, EntityRemoval removal) => DeleteAsync(http, kind, entity, removal)).Require(kind.Permission, Letters.Delete);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ConfigurationKind kind, ConfigurationDesk desk)
    {
        var (query, problem) = ConfigurationQuery.Parse(http.Request.Query);
        if (query is null)
            return new ProblemResult(problem!);
        var scope = await desk.ScopeAsync(CallOf(http, kind), Letters.Read, http.RequestAborted);
        var found = (await desk.Store.ListAsync(http.TenantId(), kind.Segment, http.RequestAborted))
            .Where(entity => query.Has(entity) && scope.Reaches(entity.UnitId))
            .OrderBy(ConfigurationQuery.PositionOf, StringComparer.Ordinal).Take(query.Top + 1).ToList();
        var page = new JsonObject
        {
            ["value"] = new JsonArray([.. found.Take(query.Top).Select(entity => entity.Answer())]),
            ["continuation"] = found.Count > query.Top ? ContinuationToken.Encode(ConfigurationQuery.PositionOf(found[query.Top - 1])) : null,
        };
        return Results.Text(page.ToJsonString(NimbusJson.Default.Options), "application/json");
    }

    private static async Task<IResult> ReadAsync(HttpContext http, ConfigurationKind kind, string id, ConfigurationDesk desk) =>
        await FindAsync(http, kind, id, desk) is { } entity ? Answer(http, entity) : new ProblemResult(ConfigurationDesk.Missing(kind, id));

    /// <summary>The entity, where the caller may read it.</summary>
    internal static async Task<ConfigurationEntity?> FindAsync(HttpContext http, ConfigurationKind kind, string id, ConfigurationDesk desk) =>
        IdOf(id) is { } known && await desk.Store.FindAsync(http.TenantId(), kind.Segment, known, http.RequestAborted) is { } entity
        && (await desk.ScopeAsync(CallOf(http, kind), Letters.Read, http.RequestAborted)).Reaches(entity.UnitId)
            ? entity : null;

    private static async Task<IResult> WriteAsync(HttpContext http, ConfigurationKind kind, string? id, ConfigurationDesk desk, bool isPatch)
    {
        var known = id is null ? null : IdOf(id);
        if (id is not null && known is null)
            return new ProblemResult(ConfigurationDesk.Missing(kind, id));
        var (given, unreadable) = await RequestBody.ReadObjectAsync(http);
        if (given is null)
            return new ProblemResult(unreadable!);
        var (entity, problem) = await desk.WriteAsync(CallOf(http, kind), new(known, given, isPatch, IfMatch.Of(http)), http.RequestAborted);
        if (problem is not null || entity is null)
            return new ProblemResult(problem!);
        if (id is not null)
            return Answer(http, entity);
        http.Response.Headers.Location = $"/v1/tenants/{http.TenantId()}/{kind.Segment}/{entity.Id}";
        return Answer(http, entity, StatusCodes.Status201Created);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, ConfigurationKind kind, string id, EntityRemoval removal)
    {
        if (IdOf(id) is not { } known)
            return new ProblemResult(ConfigurationDesk.Missing(kind, id));
        var problem = await removal.RemoveAsync(CallOf(http, kind), known, IfMatch.Of(http), http.RequestAborted);
        return problem is null ? Results.NoContent() : new ProblemResult(problem);
    }

    private static ConfigurationCall CallOf(HttpContext http, ConfigurationKind kind) => new(http.TenantId(), kind, http.Caller());

    private static string? IdOf(string id) => Guid.TryParseExact(id, "D", out var parsed) ? parsed.ToString("D") : null;

    private static IResult Answer(HttpContext http, ConfigurationEntity entity, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.ETag = entity.Tag;
        return Results.Text(entity.Answer().ToJsonString(NimbusJson.Default.Options), "application/json", statusCode: status);
    }
}
