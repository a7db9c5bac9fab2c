using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Fields;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Settings;

/// <summary>A tenant's settings, whole and by section: read, put and patched, with their schema.</summary>
internal static class SettingsEndpoints
{
    private const string Whole = "/tenants/{tenant}/settings";
    private const string OneSection = $"{Whole}/{{section}}";

    public static void MapSettings(this RouteGroupBuilder v1)
    {
        v1.MapGet(Whole, ReadWholeAsync).Require(Permissions.Settings, Letters.Read);
        v1.MapPut(Whole, (HttpContext http, SettingsDesk desk) => WriteWholeAsync(http, desk, isPatch: false)).Require(Permissions.Settings, Letters.Update);
        v1.MapPatch(Whole, (HttpContext http, SettingsDesk desk) => WriteWholeAsync(http, desk, isPatch: true)).Require(Permissions.Settings, Letters.Update);
        v1.MapGet($"{Whole}/schema", (HttpContext http) => Results.Bytes(SettingsSchema.Write(SettingsBounds.Of(http.RequestServices)), "application/schema+json"))
            .Require(Permissions.Settings, Letters.Read);
        v1.MapGet(OneSection, ReadSectionAsync).Require(Permissions.Settings, Letters.Read);
        v1.MapPut(OneSection, (HttpContext http, string section, SettingsDesk desk) => WriteSectionAsync(http, section, desk, isPatch: false))
            .Require(Permissions.Settings, Letters.Update);
        v1.MapPatch(OneSection, (HttpContext http, string section, SettingsDesk desk) => WriteSectionAsync(http, section, desk, isPatch: true))
            .Require(Permissions.Settings, Letters.Update);
    }

    private static async Task<IResult> ReadWholeAsync(HttpContext http, SettingsStore store) => await AnswerAsync(http, store, null);

    private static async Task<IResult> ReadSectionAsync(HttpContext http, string section, SettingsStore store) =>
        SettingsCatalogue.All.TryGetValue(section, out var known) ? await AnswerAsync(http, store, known) : Unknown(section);

    private static async Task<IResult> WriteSectionAsync(HttpContext http, string section, SettingsDesk desk, bool isPatch)
    {
        if (!SettingsCatalogue.All.TryGetValue(section, out var known))
            return Unknown(section);
        var (given, problem) = await RequestBody.ReadObjectAsync(http);
        return given is null ? new ProblemResult(problem!) : await WriteAsync(http, desk, given, known, [(known, given)], isPatch);
    }

    private static async Task<IResult> WriteWholeAsync(HttpContext http, SettingsDesk desk, bool isPatch)
    {
        var (given, problem) = await RequestBody.ReadObjectAsync(http);
        if (given is null)
            return new ProblemResult(problem!);
        var errors = new ValidationErrors();
        foreach (var (name, value) in given)
        {
            if (!SettingsCatalogue.All.ContainsKey(name))
                errors.Add(Printable.Short(name), "is not a known section.");
            else if (value is not JsonObject)
                errors.Add(name, "must be an object.");
        }

        if (!isPatch)
        {
            foreach (var section in SettingsCatalogue.InOrder.Where(section => !given.ContainsKey(section.Name)))
                errors.Add(section.Name, "is missing; PATCH changes single sections.");
        }

        var sections = given.Where(part => part.Value is JsonObject && SettingsCatalogue.All.ContainsKey(part.Key))
            .Select(part => (SettingsCatalogue.All[part.Key], part.Value!.AsObject())).ToList();
        return await WriteAsync(http, desk, given, null, sections, isPatch, errors);
    }

    private static async Task<IResult> WriteAsync(
        HttpContext http, SettingsDesk desk, JsonObject given, ISettingsSection? one, IReadOnlyList<(ISettingsSection Section, JsonObject Json)> parts, bool isPatch,
        ValidationErrors? faults = null)
    {
        if (await ReadAsync(http, desk.Store) is not { } before)
            return Gone(http);
        if (!IfMatch.Of(http).Agrees(TagOf(before, one)))
            return Conflict(http, before, one, given);
        var changes = parts.Select(part => (part.Section, isPatch
            ? SectionJson.Patch(part.Section.Fields, before.Of(part.Section).Json, part.Json)
            : SectionJson.Put(part.Section, before.Of(part.Section).Json, part.Json, SettingsDesk.Readable(http.Caller(), part.Section)))).ToList();
        return await desk.WriteAsync(http.Caller(), before, changes, faults ?? new(), prefixed: one is null, http.RequestAborted) switch
        {
            SettingsOutcome.Refused refused => new ProblemResult(refused.Problem),
            SettingsOutcome.Overtaken => await ReadAsync(http, desk.Store) is { } after ? Conflict(http, after, one, given) : Gone(http),
            _ => await AnswerAsync(http, desk.Store, one),
        };
    }

    private static Task<SettingsDocument?> ReadAsync(HttpContext http, SettingsStore store) =>
        store.ReadDocumentAsync(http.TenantId(), http.RequestAborted);

    private static async Task<IResult> AnswerAsync(HttpContext http, SettingsStore store, ISettingsSection? one)
    {
        if (await ReadAsync(http, store) is not { } document)
            return Gone(http);
        http.Response.Headers.ETag = TagOf(document, one);
        return Results.Text(Shown(http, document, one).ToJsonString(NimbusJson.Default.Options), "application/json");
    }

    private static ProblemResult Conflict(HttpContext http, SettingsDocument document, ISettingsSection? one, JsonObject yours) =>
        new(new ChangedConflict(Shown(http, document, one), yours.DeepClone().AsObject(), TagOf(document, one)));

    private static string TagOf(SettingsDocument document, ISettingsSection? one) => one is null ? document.ETag : document.Of(one).ETag;

    private static JsonObject Shown(HttpContext http, SettingsDocument document, ISettingsSection? one)
    {
        if (one is not null)
            return Of(one);
        var whole = new JsonObject();
        foreach (var section in SettingsCatalogue.InOrder)
            whole[section.Name] = Of(section);
        return whole;

        JsonObject Of(ISettingsSection section) =>
            SectionJson.Visible(section, document.Of(section).Json, SettingsDesk.Readable(http.Caller(), section));
    }

    /// <summary>It ended between the decision that the caller may and the reading.</summary>
    private static ProblemResult Gone(HttpContext http) => new(Problem.NoTenant(http.TenantId()));

    private static ProblemResult Unknown(string section) => new(Problem.Missing(
        ProblemTypes.SectionNotFound,
        $"There is no settings section '{Printable.Short(section)}'; there are {string.Join(", ", SettingsCatalogue.All.Keys)}."));
}
