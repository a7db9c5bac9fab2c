using NimbusFunctions.Access;
using NimbusFunctions.Directory.Licences;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Interact;

/// <summary>How single users and services are reached from web pages.</summary>
internal static class ContactEndpoints
{
    private const string OfUser = "/tenants/{tenant}/users/{user}/interact";
    private const string OfService = "/tenants/{tenant}/services/{service}/interact";

    public static void MapContacts(this RouteGroupBuilder v1)
    {
        v1.MapGet(OfUser, ReadUserAsync).Require(Permissions.InteractUsers, Letters.Read);
        v1.MapPut(OfUser, PutUserAsync).Require(Permissions.InteractUsers, Letters.Update);
        v1.MapGet($"{OfUser}/snippet", SnippetAsync).Require(Permissions.InteractUsers, Letters.Read);
        v1.MapGet(OfService, ReadServiceAsync).Require(Permissions.InteractServices, Letters.Read);
        v1.MapPut(OfService, PutServiceAsync).Require(Permissions.InteractServices, Letters.Update);
    }

    private static async Task<IResult> ReadUserAsync(HttpContext http, string user, UserStore users, TenantStore tenants) =>
        await FindUserAsync(http, user, Letters.Read, users, tenants) is { } stored ? Answer(stored.Entitlement.Interact) : MissingUser(user);

    private static async Task<IResult> PutUserAsync(
        HttpContext http, string user, UserStore users, TenantStore tenants, DomainTemplateStore templates, ContactReach reach, LedgerStore ledger, TimeProvider time)
    {
        if (await FindUserAsync(http, user, Letters.Update, users, tenants) is not { } stored)
            return MissingUser(user);
        var (contact, problem) = await TakeAsync(http, templates, (given, errors) => reach.CheckAsync(http.TenantId(), stored.User, given, errors, http.RequestAborted));
        if (contact is null)
            return new ProblemResult(problem!);
        if (contact.Active && !stored.Entitlement.Has(UserLicences.Interact))
            return LicenceMissing(stored);
        await NoteAsync(http, ledger, time, stored.User.Id);
        var isWritten = await templates.WriteAsync(
            http.TenantId(), new(UserReferrers.OfUsers, stored.User.Id), stored.Entitlement.Interact, contact,
            () => users.EntitleAsync(http.TenantId(), stored, stored.Entitlement with { Interact = contact }, http.RequestAborted), http.RequestAborted);
        return isWritten ? Answer(contact) : Changed("User", user);
    }

    private static async Task<IResult> ReadServiceAsync(HttpContext http, string service, ServiceStore services, TenantStore tenants) =>
        await FindServiceAsync(http, service, Letters.Read, services, tenants) is { } stored ? Answer(stored.Service.Interact) : MissingService(service);

    private static async Task<IResult> PutServiceAsync(
        HttpContext http, string service, ServiceStore services, ServiceDesk desk, SettingsStore settings, TenantStore tenants, DomainTemplateStore templates, LedgerStore ledger,
        TimeProvider time)
    {
        if (await FindServiceAsync(http, service, Letters.Update, services, tenants) is not { } stored)
            return MissingService(service);
        var (contact, problem) = await TakeAsync(http, templates, OfNoUserAsync);
        if (contact is null)
            return new ProblemResult(problem!);
        if (await settings.ReadAllAsync(http.TenantId(), http.RequestAborted) is not { } all)
            return new ProblemResult(Problem.NoTenant(http.TenantId()));
        await NoteAsync(http, ledger, time, stored.Service.Id);
        var obstacle = await desk.SaveAsync(http.TenantId(), stored, stored.Service with { Interact = contact }, all, http.Caller().Author, http.RequestAborted);
        return obstacle is null ? Answer(contact) : new ProblemResult(obstacle);
    }

    private static async Task<(InteractContact? Contact, Problem? Problem)> TakeAsync(
        HttpContext http, DomainTemplateStore templates, Func<InteractContact, ValidationErrors, Task> check)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.InteractContact);
        if (body is null)
            return (null, problem);
        var errors = new ValidationErrors();
        errors.Guid("domainTemplateId", body.DomainTemplateId);
        if (body is { RestrictAccess: true, DomainTemplateId: null })
            errors.Add("domainTemplateId", "must name a domain template: access is restricted to its pages.");
        var id = Guid.TryParseExact(body.DomainTemplateId, "D", out var parsed) ? parsed.ToString("D") : null;
        if (id is not null && await templates.FindAsync(http.TenantId(), id, http.RequestAborted) is null)
            errors.Add("domainTemplateId", "must be a domain template of this tenant.");
        errors.Guid("directSystemMessagesId", body.DirectSystemMessagesId);
        var messages = Guid.TryParseExact(body.DirectSystemMessagesId, "D", out parsed) ? parsed.ToString("D") : null;
        var contact = body with { DomainTemplateId = id, DirectSystemMessagesId = messages };
        if (!errors.Any)
            await check(contact, errors);
        return errors.Any ? (null, errors.ToProblem()) : (contact, null);
    }

    private static Task OfNoUserAsync(InteractContact contact, ValidationErrors errors)
    {
        if (contact.DirectSystemMessagesId is not null)
            errors.Add("directSystemMessagesId", "must be left out: it is of users alone.");
        return Task.CompletedTask;
    }

    private static async Task<IResult> SnippetAsync(HttpContext http, string user, UserStore users, TenantStore tenants, WidgetKeyStore keys)
    {
        if (await FindUserAsync(http, user, Letters.Read, users, tenants) is not { } stored)
            return MissingUser(user);
        if (!stored.Entitlement.Has(UserLicences.Interact))
            return LicenceMissing(stored);
        var key = (await keys.ReadAsync(http.TenantId(), http.RequestAborted)).Key;
        return Results.Json(
            new SnippetAnswer(stored.User.Id, key, Snippet.Write(stored.User.Id, key, stored.User.Details.DisplayName, stored.Entitlement.Interact)),
            NimbusJson.Default.SnippetAnswer);
    }

    private static ProblemResult LicenceMissing(StoredUser stored) => new(LicenceProblems.Missing(stored.User.Id, UserLicences.Interact));

    private static async Task<StoredUser?> FindUserAsync(HttpContext http, string user, Letters letter, UserStore users, TenantStore tenants)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return null;
        var units = await VisibleUnits.ReadAsync(http, Permissions.InteractUsers, letter, tenants);
        return await users.FindStoredAsync(http.TenantId(), id.ToString("D"), http.RequestAborted) is { User.IsVisible: true } stored
            && units.Cover(stored.User.OrganizationUnitId) ? stored : null;
    }

    private static async Task<StoredService?> FindServiceAsync(HttpContext http, string service, Letters letter, ServiceStore services, TenantStore tenants)
    {
        var units = await VisibleUnits.ReadAsync(http, Permissions.InteractServices, letter, tenants);
        return await services.FindAsync(http.TenantId(), service, http.RequestAborted) is { } stored
            && units.Cover(stored.Service.OrganizationUnitId, stored.Service.Id) ? stored : null;
    }

    private static Task NoteAsync(HttpContext http, LedgerStore ledger, TimeProvider time, string subject) => ledger.AppendAsync(
        http.TenantId(), [LedgerEntry.OfCall(time.GetUtcNow(), LedgerActions.InteractChanged, subject, $"by {http.Caller().Author}")], http.RequestAborted);

    private static IResult Answer(InteractContact contact) => Results.Json(contact, NimbusJson.Default.InteractContact);

    private static ProblemResult MissingUser(string user) => new(Problem.NoUser(user));

    private static ProblemResult MissingService(string service) => new(Problem.NoService(service));

    private static ProblemResult Changed(string kind, string id) => new(Problem.Changed($"{kind} {Printable.Short(id)} was changed meanwhile; read it again and decide anew."));
}
