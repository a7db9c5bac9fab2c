using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users.Settings;

/// <summary>The tabs of a user's settings: read, put and patched; call templates are also added and taken one by one.</summary>
internal static class UserSettingsEndpoints
{
    private const string User = "/tenants/{tenant}/users/{user}";

    public static void MapUserSettings(this RouteGroupBuilder v1)
    {
        foreach (var section in UserSections.All)
        {
            var path = $"{User}/{section.Name}";
            v1.MapGet(path, (HttpContext http, string user, UserStore users, TenantStore tenants) => ReadAsync(http, section, user, users, tenants))
                .Require(section.Permission, Letters.Read);
            v1.MapPut(path, (HttpContext http, string user, UserSettingsDesk desk) => WriteAsync(http, section, user, desk, isPatch: false))
                .Require(section.Permission, Letters.Update);
            v1.MapPatch(path, (HttpContext http, string user, UserSettingsDesk desk) => WriteAsync(http, section, user, desk, isPatch: true))
                .Require(section.Permission, Letters.Update);
        }

        var templates = $"{User}/{UserSections.DirectCallTemplates.Name}";
        v1.MapPost(templates, AddTemplateAsync).Require(Permissions.UserCallTemplates, Letters.Create);
        v1.MapDelete($"{templates}/{{template}}", RemoveTemplateAsync).Require(Permissions.UserCallTemplates, Letters.Delete);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, UserSection section, string user, UserStore users, TenantStore tenants)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return NoGuid();
        var units = await VisibleUnits.ReadAsync(http, section.Permission, Letters.Read, tenants);
        return await users.FindStoredAsync(http.TenantId(), id.ToString("D"), http.RequestAborted) is { User.IsVisible: true } stored
            && units.Cover(stored.User.OrganizationUnitId)
            ? Answer(http, stored.Settings.Of(section))
            : new ProblemResult(Problem.NoUser(id.ToString("D")));
    }

    private static async Task<IResult> WriteAsync(HttpContext http, UserSection section, string user, UserSettingsDesk desk, bool isPatch)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return NoGuid();
        var (given, unreadable) = await RequestBody.ReadObjectAsync(http);
        if (given is null)
            return new ProblemResult(unreadable!);
        return Outcome(http, await desk.WriteAsync(
            ChangeOf(http, section, id, Letters.Update),
            before => (isPatch ? SectionJson.Patch(section.Fields, before.ToJsonString(), given) : given.DeepClone().AsObject(), null), http.RequestAborted));
    }

    private static async Task<IResult> AddTemplateAsync(HttpContext http, string user, UserSettingsDesk desk)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return NoGuid();
        var (body, problem) = await RequestBody.ReadAsync(http, NimbusJson.Default.TemplateBody);
        if (body is null)
            return new ProblemResult(problem!);
        if (!Guid.TryParseExact(body.TemplateId, "D", out var template))
            return new ProblemResult(Problem.Invalid("templateId", "must be the id of a direct call template, a GUID."));
        return Outcome(http, await desk.WriteAsync(
            ChangeOf(http, UserSections.DirectCallTemplates, id, Letters.Create), before => Added(before, template.ToString("D"), body.Position), http.RequestAborted));
    }

    private static async Task<IResult> RemoveTemplateAsync(HttpContext http, string user, string template, UserSettingsDesk desk)
    {
        if (!Guid.TryParseExact(user, "D", out var id))
            return NoGuid();
        var known = Guid.TryParseExact(template, "D", out var parsed) ? parsed.ToString("D") : "";
        var (_, problem) = await desk.WriteAsync(
            ChangeOf(http, UserSections.DirectCallTemplates, id, Letters.Delete), before => Without(before, known), http.RequestAborted);
        return problem is null ? Results.NoContent() : new ProblemResult(problem);
    }

    /// <summary>The document with one template more, at its place: a pure decision.</summary>
    private static (JsonObject? Wanted, Problem? Problem) Added(JsonObject document, string template, int? position)
    {
        var list = document["templates"]!.AsArray();
        if (list.Any(known => known!.GetValue<string>() == template))
            return (null, Problem.Conflict(ProblemTypes.AlreadyExists, $"The user has the template {template} already."));
        if (position is { } given && (given < 1 || given > list.Count + 1))
            return (null, Problem.Invalid("position", $"must be from 1 to {list.Count + 1}."));
        list.Insert(position - 1 ?? list.Count, template);
        return (document, null);
    }

    private static (JsonObject? Wanted, Problem? Problem) Without(JsonObject document, string template)
    {
        var list = document["templates"]!.AsArray();
        if (list.FirstOrDefault(known => known!.GetValue<string>() == template) is not { } found)
            return (null, Problem.Missing(ProblemTypes.NotFound, "The user has no such template."));
        list.Remove(found);
        return (document, null);
    }

    private static UserSettingsChange ChangeOf(HttpContext http, UserSection section, Guid user, Letters letter) => new(
        http.TenantId(), user.ToString("D"), section, http.Caller().ScopeOf(section.Permission, letter), http.Caller().Author, IfMatch.Of(http));

    private static IResult Outcome(HttpContext http, (UserDocument? Document, Problem? Problem) outcome) =>
        outcome.Document is { } document ? Answer(http, document) : new ProblemResult(outcome.Problem!);

    private static IResult Answer(HttpContext http, UserDocument document)
    {
        http.Response.Headers.ETag = document.Tag;
        return Results.Text(document.Json, "application/json");
    }

    private static ProblemResult NoGuid() => new(Problem.NoUserId);
}

/// <summary>A direct call template to be added.</summary>
/// <param name="TemplateId">Its id.</param>
/// <param name="Position">Where in the order, from 1; null: at the end.</param>
internal sealed record TemplateBody(string? TemplateId, int? Position = null);
