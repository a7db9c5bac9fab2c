using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Web;

namespace NimbusFunctions.Interact;

/// <summary>Tells the engine that opens sessions whether a visitor's may begin.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this RouteGroupBuilder v1) =>
        v1.MapPost("/interact/sessions/validate", ValidateAsync).Require(Permissions.InteractSessions, Letters.Execute);

    private static async Task<IResult> ValidateAsync(
        HttpContext http, WidgetKeyStore keys, LimitsInForce settings, UserStore users, ServiceStore services, DomainTemplateStore templates)
    {
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.SessionBody);
        if (body is null)
            return new ProblemResult(problem!);
        var errors = body.Validate();
        if (errors.Any)
            return new ProblemResult(errors.ToProblem());
        var stop = http.RequestAborted;
        if (!WidgetKey.IsWellFormed(body.WidgetKey) || await keys.TenantOfAsync(body.WidgetKey!, stop) is not { } tenant
            || await settings.FindAsync(tenant, stop) is not { } all)
            return new ProblemResult(SessionDecision.WrongKey);
        var contact = await ContactAsync(tenant, body.ContactId!, users, services, stop);
        var template = contact?.Contact.DomainTemplateId is { } id ? await templates.FindAsync(tenant, id, stop) : null;
        return SessionDecision.Refusal(all, contact, template, body) is { } refusal
            ? new ProblemResult(refusal)
            : Results.Json(SessionDecision.Answer(tenant, all, contact!), NimbusJson.Default.SessionAnswer);
    }

    private static async Task<SessionContact?> ContactAsync(string tenant, string id, UserStore users, ServiceStore services, CancellationToken stop)
    {
        if (Guid.TryParseExact(id, "D", out var user) && await users.FindStoredAsync(tenant, user.ToString("D"), stop) is { } found)
            return new("user", found.User.Id, found.Entitlement.Interact, found.User.State == UserState.Active && found.Entitlement.Has(UserLicences.Interact));
        return await services.FindAsync(tenant, id, stop) is { Service: var service }
            ? new("service", service.Id, service.Interact, service.State == ServiceState.Operational)
            : null;
    }
}
