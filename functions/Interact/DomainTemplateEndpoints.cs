using NimbusFunctions.Access;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants;
using NimbusFunctions.Web;

namespace NimbusFunctions.Interact;

/// <summary>The domain templates of a tenant: listed, made, changed and removed, each in its organization unit.</summary>
internal static class DomainTemplateEndpoints
{
    private const string Path = "/tenants/{tenant}/domain-templates";
    private const string One = $"{Path}/{{template}}";
    private const int MostOfTenant = 500;
    private const int MostNamed = 5;

    public static void MapDomainTemplates(this RouteGroupBuilder v1)
    {
        v1.MapGet(Path, ListAsync).Require(Permissions.DomainTemplates, Letters.Read);
        v1.MapPost(Path, CreateAsync).Require(Permissions.DomainTemplates, Letters.Create);
        v1.MapGet(One, ReadAsync).Require(Permissions.DomainTemplates, Letters.Read);
        v1.MapPut(One, PutAsync).Require(Permissions.DomainTemplates, Letters.Update);
        v1.MapDelete(One, DeleteAsync).Require(Permissions.DomainTemplates, Letters.Delete);
    }

    private static async Task<IResult> ListAsync(HttpContext http, DomainTemplateStore templates, TenantStore tenants)
    {
        var units = await VisibleUnits.ReadAsync(http, Permissions.DomainTemplates, Letters.Read, tenants);
        var visible = (await templates.ListAsync(http.TenantId(), http.RequestAborted)).Select(stored => stored.Template).Where(template => units.Cover(template.OrganizationUnitId));
        return Results.Json(new Page<DomainTemplate>([.. visible], null), NimbusJson.Default.PageDomainTemplate);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string template, DomainTemplateStore templates, TenantStore tenants) =>
        await FindAsync(http, template, Letters.Read, templates, tenants) is { } stored ? Answer(http, stored.Template, stored.ETag) : Missing(template);

    private static async Task<IResult> CreateAsync(HttpContext http, DomainTemplateStore templates, TenantStore tenants, LedgerStore ledger, TimeProvider time)
    {
        var (made, problem) = await TakeAsync(http, Guid.NewGuid().ToString("D"), Letters.Create, tenants);
        if (made is null)
            return new ProblemResult(problem!);
        if ((await templates.ListAsync(http.TenantId(), http.RequestAborted)).Count >= MostOfTenant)
            return new ProblemResult(Problem.Conflict(ProblemTypes.TooMany, $"A tenant has at most {MostOfTenant} domain templates."));
        await NoteAsync(http, ledger, time, LedgerActions.DomainTemplateMade, made.Id);
        var tag = await templates.WriteAsync(http.TenantId(), made, null, http.RequestAborted);
        return tag is { } etag ? Answer(http, made, etag, StatusCodes.Status201Created) : Changed(made.Id);
    }

    private static async Task<IResult> PutAsync(
        HttpContext http, string template, DomainTemplateStore templates, TenantStore tenants, LedgerStore ledger, TimeProvider time)
    {
        if (await FindAsync(http, template, Letters.Update, templates, tenants) is not { } stored)
            return Missing(template);
        if (EntityTag.Differs(http, stored.ETag))
            return Changed(template);
        var (made, problem) = await TakeAsync(http, stored.Template.Id, Letters.Update, tenants);
        if (made is null)
            return new ProblemResult(problem!);
        await NoteAsync(http, ledger, time, LedgerActions.DomainTemplateChanged, made.Id);
        return await templates.WriteAsync(http.TenantId(), made, stored.ETag, http.RequestAborted) is { } etag ? Answer(http, made, etag) : Changed(template);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, string template, DomainTemplateStore templates, TenantStore tenants, LedgerStore ledger, TimeProvider time)
    {
        if (await FindAsync(http, template, Letters.Delete, templates, tenants) is not { } stored)
            return Missing(template);
        var users = await templates.UsersOfAsync(http.TenantId(), stored.Template.Id, MostNamed + 1, http.RequestAborted);
        if (users.Count > 0)
            return new ProblemResult(Problem.Conflict(
                ProblemTypes.InUse,
                $"Domain template {stored.Template.Id} is used by {string.Join(", ", users.Take(MostNamed))}{(users.Count > MostNamed ? " and others" : "")}; give them another first."));
        await NoteAsync(http, ledger, time, LedgerActions.DomainTemplateRemoved, stored.Template.Id);
        return await templates.RemoveAsync(http.TenantId(), stored, http.RequestAborted) ? Results.NoContent() : Changed(template);
    }

    private static async Task<(DomainTemplate? Made, Problem? Problem)> TakeAsync(HttpContext http, string id, Letters letter, TenantStore tenants)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.DomainTemplateBody);
        if (body is null)
            return (null, problem);
        var errors = body.Validate();
        var tree = await tenants.OrganizationUnitsAsync(http.TenantId(), http.RequestAborted);
        var unit = body.OrganizationUnitId ?? OrganizationUnit.DefaultIdOf(http.TenantId());
        if (!errors.Any && tree.All(known => known.Id != unit))
            errors.Add("organizationUnitId", "must be an organization unit of this tenant.");
        if (errors.Any)
            return (null, errors.ToProblem());
        return http.Caller().ScopeOf(Permissions.DomainTemplates, letter).Covers(OrganizationUnit.PathOf(unit, tree))
            ? (new(id, body.Name!, unit, [.. body.Domains!.Select(domain => domain!.ToLowerInvariant())]), null)
            : (null, Problem.Forbidden($"The template lies outside the caller's organization units: permission {Permissions.DomainTemplates}."));
    }

    private static async Task<StoredTemplate?> FindAsync(HttpContext http, string id, Letters letter, DomainTemplateStore templates, TenantStore tenants)
    {
        if (!Guid.TryParseExact(id, "D", out var parsed))
            return null;
        var units = await VisibleUnits.ReadAsync(http, Permissions.DomainTemplates, letter, tenants);
        return await templates.FindAsync(http.TenantId(), parsed.ToString("D"), http.RequestAborted) is { } stored && units.Cover(stored.Template.OrganizationUnitId)
            ? stored : null;
    }

    private static Task NoteAsync(HttpContext http, LedgerStore ledger, TimeProvider time, string action, string id) => ledger.AppendAsync(
        http.TenantId(), [LedgerEntry.OfCall(time.GetUtcNow(), action, id, $"by {http.Caller().Author}")], http.RequestAborted);

    private static IResult Answer(HttpContext http, DomainTemplate template, Azure.ETag tag, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.ETag = EntityTag.Of(tag);
        return Results.Json(template, NimbusJson.Default.DomainTemplate, statusCode: status);
    }

    private static ProblemResult Missing(string id) =>
        new(Problem.Missing(ProblemTypes.NotFound, $"There is no domain template '{Printable.Short(id)}'."));

    private static ProblemResult Changed(string id) => new(Problem.Changed($"Domain template {Printable.Short(id)} was changed meanwhile; read it again and decide anew."));
}
