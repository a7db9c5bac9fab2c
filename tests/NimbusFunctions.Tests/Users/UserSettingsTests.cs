using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Directory.Users.Settings;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Configuration;
using static NimbusFunctions.Tests.Users.UserScene;

namespace NimbusFunctions.Tests.Users;

/// <summary>The tabs of a user's settings, through HTTP.</summary>
public sealed class UserSettingsTests(HouseFixture fixture) : IClassFixture<HouseFixture>
{
    private const string Licences = "ContactCenter Assistant Interact";

    private ApiHouse House => fixture.House;

    public static TheoryData<string, string, string> Tabs => new()
    {
        { "skills", "skills", "ContactCenter" },
        { "profiles", "responsibility-profiles", "ContactCenter" },
        { "not-available-reasons", "not-available-reasons", "ContactCenter" },
        { "direct-call-templates", "direct-call-templates", "Assistant" },
    };

    private static string DocumentOf(string tab, string entity) => tab switch
    {
        "skills" => $$"""{"skills":[{"skillId":"{{entity}}","level":2}]}""",
        "profiles" => $$"""{"profiles":["{{entity}}"],"activeProfileId":"{{entity}}"}""",
        "not-available-reasons" => $$"""{"enabled":true,"reasons":["{{entity}}"]}""",
        _ => $$"""{"templates":["{{entity}}"]}""",
    };

    [Theory]
    [MemberData(nameof(Tabs))]
    [Shows("Skills > Contact Center licence", "Profiles > Contact Center licence", "N/A Reasons > Contact Center licence", "Assistant > Assistant licence",
        "Skills > defined first", "Profiles > skills defined first", "N/A Reasons > defined in the Configuration", "Assistant > Direct Call Templates", "Licences > tabs")]
    public async Task Put_WithAndWithoutTheLicence_IsStoredOrRefused(string tab, string kind, string licence)
    {
        using var system = House.System();
        var entity = await system.MakeAsync(kind, $"Of {tab}");
        var user = await House.UserAsync();
        Assert.Equal("\"0\"", (await system.CallAsync(HttpMethod.Get, PathOf(user, tab))).IsOk().ETag);
        (await system.CallAsync(HttpMethod.Put, PathOf(user, tab), DocumentOf(tab, entity))).IsProblem(HttpStatusCode.Conflict, "licence-missing");
        await House.LicenceAsync(user, licence).IsOkAsync();

        var put = (await system.CallAsync(HttpMethod.Put, PathOf(user, tab), DocumentOf(tab, entity))).IsOk();
        Assert.Equal("\"1\"", put.ETag);
        Assert.Equal(put.Json.ToJsonString(), (await system.CallAsync(HttpMethod.Get, PathOf(user, tab))).IsOk().Json.ToJsonString());

        (await system.CallAsync(HttpMethod.Delete, Samples.PathOf(kind, entity))).IsProblem(HttpStatusCode.Conflict, "in-use");
        (await system.CallAsync(HttpMethod.Put, PathOf(user, tab), DocumentOf(tab, Guid.NewGuid().ToString()))).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await system.CallAsync(HttpMethod.Put, PathOf(user, tab), "{}")).IsOk();
        (await system.CallAsync(HttpMethod.Delete, Samples.PathOf(kind, entity))).IsOk(HttpStatusCode.NoContent);
    }

    [Fact]
    [Shows("Skills > levels")]
    public async Task Put_ALevelThatTheSkillHasNot_IsRefusedWithItsPath()
    {
        using var system = House.System();
        var graded = await system.MakeAsync("skills", "German");
        var plain = (await system.CallAsync(HttpMethod.Post, Samples.PathOf("skills"),
            $$"""{"name":"Forklift","categoryId":"{{await system.MakeAsync("skill-categories", "Machines")}}"}""")).IsOk(HttpStatusCode.Created).Text("id");
        var user = await House.UserAsync(Licences);

        foreach (var (skill, level, isSound) in new[] { (graded, "1", true), (graded, "2", true), (graded, "3", false), (graded, "null", false), (plain, "null", true), (plain, "1", false) })
        {
            var reply = await system.CallAsync(HttpMethod.Put, PathOf(user, "skills"), $$"""{"skills":[{"skillId":"{{skill}}","level":{{level}}}]}""");
            if (isSound)
                reply.IsOk();
            else
                Assert.Equal(["skills[0].level"], reply.Json["errors"]!.AsObject().Select(error => error.Key));
        }
    }

    [Fact]
    [Shows("Overview > Active Profile", "Profiles > active")]
    public async Task Profiles_WithAnActiveOne_AreShownInTheList()
    {
        using var system = House.System();
        var (one, other) = (await system.MakeAsync("responsibility-profiles", "Morning"), await system.MakeAsync("responsibility-profiles", "Evening"));
        var user = await House.UserAsync(Licences);
        var refused = await system.CallAsync(HttpMethod.Put, PathOf(user, "profiles"), $$"""{"profiles":["{{one}}"],"activeProfileId":"{{other}}"}""");
        Assert.Equal(["activeProfileId"], refused.Json["errors"]!.AsObject().Select(error => error.Key));
        (await system.CallAsync(HttpMethod.Put, PathOf(user, "profiles"), $$"""{"profiles":["{{one}}","{{other.ToUpperInvariant()}}"],"activeProfileId":"{{other}}"}""")).IsOk();

        Assert.Equal(other, (await system.CallAsync(HttpMethod.Get, PathOf(user))).IsOk().Text("activeProfile"));
        Assert.Equal([user], (await system.CallAsync(HttpMethod.Get, $"{OfTenant}/users?activeProfile={other}")).IsOk().Json["value"]!.AsArray().Select(found => found!["id"]!.GetValue<string>()));
        (await system.CallAsync(HttpMethod.Patch, PathOf(user, "profiles"), """{"activeProfileId":null}""")).IsOk();
        Assert.Empty((await system.CallAsync(HttpMethod.Get, $"{OfTenant}/users?activeProfile={other}")).IsOk().Json["value"]!.AsArray());
    }

    [Fact]
    [Shows("Assistant > order", "Assistant > unit or higher")]
    public async Task Templates_AddedAndTakenOneByOne_KeepTheirOrder()
    {
        using var system = House.System();
        var unit = await system.MakeUnitAsync("Assistants");
        var templates = new List<string>();
        foreach (var place in new[] { (string?)null, unit, unit })
            templates.Add(await system.MakeAsync("direct-call-templates", $"Template {templates.Count}", place));
        var user = await House.UserAsync(Licences, unit);
        var elsewhere = await House.UserAsync(Licences);
        var path = PathOf(user, "direct-call-templates");

        (await system.CallAsync(HttpMethod.Post, path, $$"""{"templateId":"{{templates[0]}}"}""")).IsOk();
        (await system.CallAsync(HttpMethod.Post, path, $$"""{"templateId":"{{templates[1]}}"}""")).IsOk();
        var added = (await system.CallAsync(HttpMethod.Post, path, $$"""{"templateId":"{{templates[2]}}","position":1}""")).IsOk();
        Assert.Equal([templates[2], templates[0], templates[1]], added.Json["templates"]!.AsArray().Select(template => template!.GetValue<string>()));
        (await system.CallAsync(HttpMethod.Post, path, $$"""{"templateId":"{{templates[2]}}"}""")).IsProblem(HttpStatusCode.Conflict, "already-exists");
        (await system.CallAsync(HttpMethod.Post, path, $$"""{"templateId":"{{Guid.NewGuid()}}","position":9}""")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await system.CallAsync(HttpMethod.Delete, $"{path}/{templates[0]}")).IsOk(HttpStatusCode.NoContent);
        (await system.CallAsync(HttpMethod.Delete, $"{path}/{templates[0]}")).IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal([templates[2], templates[1]], (await system.CallAsync(HttpMethod.Get, path)).IsOk().Json["templates"]!.AsArray().Select(template => template!.GetValue<string>()));

        var below = await system.CallAsync(HttpMethod.Post, PathOf(elsewhere, "direct-call-templates"), $$"""{"templateId":"{{templates[1]}}"}""");
        Assert.Contains("templates[0]", below.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task Put_ByTwoAdministratorsAtOnce_TellsTheLaterOneBothVersions()
    {
        using var system = House.System();
        var (one, other) = (await system.MakeAsync("not-available-reasons", "Lunch"), await system.MakeAsync("not-available-reasons", "Doctor"));
        var user = await House.UserAsync(Licences);
        var path = PathOf(user, "not-available-reasons");

        (await system.CallAsync(HttpMethod.Put, path, DocumentOf("not-available-reasons", one), "\"0\"")).IsOk();
        var late = await system.CallAsync(HttpMethod.Put, path, DocumentOf("not-available-reasons", other), "\"0\"");
        late.IsProblem(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        Assert.Equal((one, other, "\"1\""), (
            late.Json["current"]!["reasons"]![0]!.GetValue<string>(), late.Json["yours"]!["reasons"]![0]!.GetValue<string>(), late.Text("currentETag")));

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            using var administrator = House.System();
            return await administrator.CallAsync(HttpMethod.Put, path, DocumentOf("not-available-reasons", writer % 2 == 0 ? one : other), "\"1\"");
        }));
        // Those who wrote what is there already changed nothing.
        Assert.InRange(replies.Count(reply => reply.Status == HttpStatusCode.OK && reply.ETag == "\"2\""), 0, 1);
        Assert.All(replies, reply => Assert.True(reply.Status is HttpStatusCode.OK or HttpStatusCode.PreconditionFailed));
        var kept = (await system.CallAsync(HttpMethod.Get, path)).IsOk().Json["reasons"]![0]!.GetValue<string>();
        (await system.CallAsync(HttpMethod.Delete, Samples.PathOf("not-available-reasons", kept))).IsProblem(HttpStatusCode.Conflict, "in-use");
        (await system.CallAsync(HttpMethod.Delete, Samples.PathOf("not-available-reasons", kept == one ? other : one))).IsOk(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Move_OfAUserWhoWouldLoseReach_IsRefusedAndNamesWhat()
    {
        using var system = House.System();
        var (sales, support) = (await system.MakeUnitAsync("Sales of users"), await system.MakeUnitAsync("Support of users"));
        var reason = await system.MakeAsync("not-available-reasons", "Fair", sales);
        var user = await House.UserAsync(Licences, sales);
        (await system.CallAsync(HttpMethod.Put, PathOf(user, "not-available-reasons"), DocumentOf("not-available-reasons", reason))).IsOk();

        var refused = await system.CallAsync(HttpMethod.Patch, PathOf(user), $$"""{"organizationUnitId":"{{support}}"}""");
        refused.IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Contains($"not-available-reasons.reasons[0] (not available reason {reason})", refused.Text("detail"), StringComparison.Ordinal);
        (await system.CallAsync(HttpMethod.Put, PathOf(user, "not-available-reasons"), "{}")).IsOk();
        (await system.CallAsync(HttpMethod.Patch, PathOf(user), $$"""{"organizationUnitId":"{{support}}"}""")).IsOk();
    }

    [Fact]
    [Shows("Sync > restored")]
    public async Task Settings_OfAUserInTheBin_AreBackWithTheUserAndGoneWithHim()
    {
        using var system = House.System();
        var user = await House.UserAsync(Licences);
        foreach (var (tab, kind) in Tabs.Select(tab => ((string)tab.Data.Item1, (string)tab.Data.Item2)))
            (await system.CallAsync(HttpMethod.Put, PathOf(user, tab), DocumentOf(tab, await system.MakeAsync(kind, $"Kept {tab}")))).IsOk();
        var before = (await House.StoredAsync(user))!;
        Assert.Equal(4, before.Settings.Written.Count);

        await House.SyncedAsync(user, found => UserDecision.SoftDelete(found, TimeProvider.System.GetUtcNow()));
        (await system.CallAsync(HttpMethod.Get, PathOf(user, "skills"))).IsProblem(HttpStatusCode.NotFound, "user-not-found");
        await House.SyncedAsync(user, found => found with { State = UserState.Active, TombstoneUntil = null });

        var after = (await House.StoredAsync(user))!;
        Assert.Equal((before.Entitlement, before.ActiveProfile), (after.Entitlement, after.ActiveProfile));
        Assert.Equal(before.Settings.Written.OrderBy(one => one.Key), after.Settings.Written.OrderBy(one => one.Key));
        await House.SyncedAsync(user, found => UserDecision.Delete(found, TimeProvider.System.GetUtcNow()));
        Assert.Empty((await House.StoredAsync(user))!.Settings.Written);
    }

    [Fact]
    public async Task Read_ByAnAdministratorOfAnotherUnit_FindsNobody()
    {
        using var system = House.System();
        var (mine, theirs) = (await system.MakeUnitAsync("Mine of users"), await system.MakeUnitAsync("Theirs of users"));
        using var administrator = await House.AsAsync(Role.OrganizationUnitAdministrator, unit: mine);
        var (near, far) = (await House.UserAsync(Licences, mine), await House.UserAsync(Licences, theirs));

        foreach (var tab in UserSections.All.Select(section => section.Name))
        {
            (await administrator.CallAsync(HttpMethod.Get, PathOf(near, tab))).IsOk();
            (await administrator.CallAsync(HttpMethod.Put, PathOf(near, tab), "{}")).IsOk();
            (await administrator.CallAsync(HttpMethod.Get, PathOf(far, tab))).IsProblem(HttpStatusCode.NotFound, "user-not-found");
            (await administrator.CallAsync(HttpMethod.Put, PathOf(far, tab), "{}")).IsProblem(HttpStatusCode.NotFound, "user-not-found");
        }
    }
}
