using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Ledger;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;
using static NimbusFunctions.Tests.Configuration.Samples;

namespace NimbusFunctions.Tests.Configuration;

/// <summary>The life of an entity, the same for every kind.</summary>
public sealed class EntityTests(HouseFixture fixture) : IClassFixture<HouseFixture>
{
    public static TheoryData<string> AllKinds => Kinds;

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task Entity_OfAnyKind_IsMadeReadChangedAndRemoved(string kind)
    {
        using var system = fixture.House.System();
        var document = await system.DocumentAsync(kind, $"First {kind}");

        var made = (await system.CallAsync(HttpMethod.Post, PathOf(kind), document.ToJsonString())).IsOk(HttpStatusCode.Created);
        var path = PathOf(kind, made.Text("id"));
        document["organizationUnitId"] = OrganizationUnit.DefaultIdOf(ApiHouse.Tenant);
        document["id"] = made.Text("id");
        Same(document, made.Json);
        Same(document, (await system.CallAsync(HttpMethod.Get, path)).IsOk().Json);
        Assert.Equal("\"1\"", made.ETag);

        // What was read can be put back: it changes nothing.
        Assert.Equal("\"1\"", (await system.CallAsync(HttpMethod.Put, path, document.ToJsonString())).IsOk().ETag);
        document["name"] = $"Second {kind}";
        Assert.Equal("\"2\"", (await system.CallAsync(HttpMethod.Put, path, document.ToJsonString(), "\"1\"")).IsOk().ETag);
        var overtaken = await system.CallAsync(HttpMethod.Patch, path, """{"name":"Third"}""", "\"1\"");
        overtaken.IsProblem(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        Same(document, overtaken.Json["current"]!.AsObject());
        Assert.Equal(("Third", "\"2\""), (overtaken.Json["yours"]!["name"]!.GetValue<string>(), overtaken.Text("currentETag")));
        Assert.Equal($"Third {kind}", (await system.CallAsync(HttpMethod.Patch, path, $$"""{"name":"Third {{kind}}"}""", "\"2\"")).IsOk().Text("name"));

        (await system.CallAsync(HttpMethod.Delete, path, ifMatch: "\"2\"")).IsProblem(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        Assert.Equal(HttpStatusCode.NoContent, (await system.CallAsync(HttpMethod.Delete, path, ifMatch: "\"3\"")).Status);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
            (await system.CallAsync(method, path)).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await system.CallAsync(HttpMethod.Put, path, document.ToJsonString())).IsProblem(HttpStatusCode.NotFound, "not-found");
        var lines = await new LedgerStore(fixture.House.Tables).ReadDayAsync(ApiHouse.Tenant, TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken);
        Assert.Equal(["changed", "changed", "made", "removed"], lines.Where(line => line.Subject == made.Text("id")).Select(line => line.Action.Split('-')[^1]).Order());
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task Name_OfAnyKind_IsUniqueInItsUnitWhateverTheCase(string kind)
    {
        using var system = fixture.House.System();
        var north = await system.MakeUnitAsync($"North of {kind}");
        var document = await system.DocumentAsync(kind, "Same name");
        (await system.CallAsync(HttpMethod.Post, PathOf(kind), document.ToJsonString())).IsOk(HttpStatusCode.Created);

        document["name"] = "SAME NAME";
        (await system.CallAsync(HttpMethod.Post, PathOf(kind), document.ToJsonString())).IsProblem(HttpStatusCode.Conflict, "already-exists");
        document["organizationUnitId"] = north;
        var other = (await system.CallAsync(HttpMethod.Post, PathOf(kind), document.ToJsonString())).IsOk(HttpStatusCode.Created);
        (await system.CallAsync(HttpMethod.Patch, PathOf(kind, other.Text("id")), $$"""{"organizationUnitId":"{{OrganizationUnit.DefaultIdOf(ApiHouse.Tenant)}}"}"""))
            .IsProblem(HttpStatusCode.Conflict, "already-exists");
        // A unit in which something lies is not deleted.
        var refused = await system.CallAsync(HttpMethod.Delete, $"{OfTenant}/organization-units/{north}");
        refused.IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Contains("1 configuration entities", refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ManyAtOnceWithOneName_MakesOne()
    {
        using var system = fixture.House.System();

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => system.CallAsync(HttpMethod.Post, PathOf("primary-codes"), """{"name":"At once"}""")));

        Assert.Single(replies, reply => reply.Status == HttpStatusCode.Created);
        Assert.All(replies, reply => Assert.True(reply.Status is HttpStatusCode.Created or HttpStatusCode.Conflict, $"{reply.Status}"));
    }

    [Fact]
    public async Task Put_TwoAdministratorsAtOnce_OneIsToldOfTheOther()
    {
        using var system = fixture.House.System();
        var path = PathOf("parameters", await system.MakeAsync("parameters", "Two at once"));

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(one =>
            system.CallAsync(HttpMethod.Patch, path, $$"""{"defaultValue":"{{one}}"}""", "\"1\"")));

        var winner = Assert.Single(replies, reply => reply.Status == HttpStatusCode.OK);
        Assert.All(replies.Where(reply => reply != winner), reply =>
        {
            reply.IsProblem(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
            Assert.Equal(winner.Text("defaultValue"), reply.Json["current"]!["defaultValue"]!.GetValue<string>());
        });
        Assert.Equal("\"2\"", (await system.CallAsync(HttpMethod.Get, path)).ETag);
    }

    [Fact]
    public async Task List_ByNameUnitAndPage_HasEachOnce()
    {
        using var system = fixture.House.System();
        var unit = await system.MakeUnitAsync("Paged");
        for (var one = 0; one < 7; one++)
            await system.MakeAsync("secondary-codes", $"{(one % 2 == 0 ? "Even" : "odd")} {one}", unit);

        var (names, continuation) = (new List<string>(), "");
        do
        {
            var page = (await system.CallAsync(HttpMethod.Get, $"{PathOf("secondary-codes")}?organizationUnitId={unit}&top=3{continuation}")).IsOk().Json;
            names.AddRange(page["value"]!.AsArray().Select(entity => entity!["name"]!.GetValue<string>()));
            continuation = page["continuation"] is { } next ? $"&continuation={next.GetValue<string>()}" : "";
        }
        while (continuation.Length > 0);

        Assert.Equal(["Even 0", "Even 2", "Even 4", "Even 6", "odd 1", "odd 3", "odd 5"], names);
        var found = (await system.CallAsync(HttpMethod.Get, $"{PathOf("secondary-codes")}?search=EVEN&organizationUnitId={unit}")).IsOk().Json["value"]!.AsArray();
        Assert.Equal(4, found.Count);
        foreach (var query in new[] { "top=0", "top=201", "top=x", "organizationUnitId=x", "continuation=!", "other=1", "search=%00" })
        {
            var refused = await system.CallAsync(HttpMethod.Get, $"{PathOf("secondary-codes")}?{query}");
            refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal(query.Split('=')[0], Assert.Single(refused.Json["errors"]!.AsObject()).Key);
        }
    }

    [Fact]
    public async Task Post_EverythingWrong_NamesEachFaultWithItsPath()
    {
        using var system = fixture.House.System();
        await RefusedAsync("skills", """{"name":"","categoryId":"x","levels":["a","A",""],"more":1}""", "categoryId", "levels[1]", "levels[2]", "more", "name");
        await RefusedAsync("skills", """{}""", "categoryId", "name");
        await RefusedAsync("skills", """{"name":"a","categoryId":"00000000-0000-0000-0000-000000000001"}""", "categoryId");
        await RefusedAsync("skills", """{"name":"a","id":"00000000-0000-0000-0000-000000000001","categoryId":null}""", "categoryId", "id");
        await RefusedAsync(
            "responsibility-profiles", """{"name":"a","skills":[{"skillId":"00000000-0000-0000-0000-000000000001","responsibility":0},{"responsibility":1,"x":1},null]}""",
            "skills[0].responsibility", "skills[1].skillId", "skills[1].x", "skills[2]");
        await RefusedAsync("responsibility-profiles", """{"name":"a","skills":[{"skillId":"00000000-0000-0000-0000-000000000001","responsibility":1}]}""", "skills[0].skillId");
        await RefusedAsync("distribution-profiles", """{"name":"a","levels":[{"afterSeconds":1},{"afterSeconds":1}]}""", "levels[0].afterSeconds", "levels[1].afterSeconds");
        await RefusedAsync(
            "opening-hours", """{"name":"a","timeZone":"../../etc/passwd","weekly":[{"day":"monday","from":"8:00","to":"24:01"}],"specialDays":[{"date":"2030-02-30"}]}""",
            "specialDays[0].date", "timeZone", "weekly[0].day", "weekly[0].from", "weekly[0].to");
        await RefusedAsync("opening-hours", """{"name":"a","timeZone":"Europe"}""", "timeZone");
        await RefusedAsync(
            "opening-hours",
            """{"name":"a","timeZone":"UTC","weekly":[{"day":"Monday","from":"08:00","to":"12:00"},{"day":"Monday","from":"11:59","to":"13:00"},{"day":"Friday","from":"12:00","to":"12:00"}]}""",
            "weekly[1].from", "weekly[2].to");
        foreach (var url in new[] { "http://a.example", "https://{host}/a", "https://u@a.example", "javascript:alert(1)", "https://", "a" })
            await RefusedAsync("conversation-contexts", $$"""{"name":"a","url":"{{url}}"}""", "url");
        await RefusedAsync("parameters", """{"name":"a","key":"a b"}""", "key");
        await RefusedAsync("workflows", """{"name":"a","modality":"Fax"}""", "modality");
        await RefusedAsync("workflows", """{"name":"a"}""", "modality");
        await RefusedAsync("direct-system-messages", """{"name":"a","messages":[{"on":"Started"},{"on":"Started"}]}""", "messages[1]");
        await RefusedAsync("primary-codes", """{"name":"a","organizationUnitId":"00000000-0000-0000-0000-000000000001"}""", "organizationUnitId");

        async Task RefusedAsync(string kind, string body, params string[] paths)
        {
            var refused = await system.CallAsync(HttpMethod.Post, PathOf(kind), body);
            refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal(paths, refused.Json["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Post_MoreThanARowHolds_IsRefused()
    {
        using var system = fixture.House.System();
        string Days(int count) => string.Join(',', Enumerable.Range(0, count).Select(day =>
            $$"""{"date":"{{new DateOnly(2030, 1, 1).AddDays(day):yyyy-MM-dd}}","hours":[{{string.Join(',', Enumerable.Range(0, 10).Select(hour => $$"""{"from":"{{hour:d2}}:00","to":"{{hour:d2}}:30"}"""))}}]}"""));

        var refused = await system.CallAsync(HttpMethod.Post, PathOf("opening-hours"), $$"""{"name":"Long","timeZone":"UTC","specialDays":[{{Days(200)}}]}""");
        refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("body", Assert.Single(refused.Json["errors"]!.AsObject()).Key);
        (await system.CallAsync(HttpMethod.Post, PathOf("opening-hours"), $$"""{"name":"Long","timeZone":"UTC","specialDays":[{{Days(80)}}]}""")).IsOk(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Patch_Null_TakesAFieldBackToItsDefault()
    {
        using var system = fixture.House.System();
        var path = PathOf("direct-call-templates", await system.MakeAsync("direct-call-templates", "To be patched"));

        var patched = (await system.CallAsync(HttpMethod.Patch, path, """{"opensOn":null,"description":null,"organizationUnitId":null}""")).IsOk().Json;

        Assert.Equal(("Accepted", null, OrganizationUnit.DefaultIdOf(ApiHouse.Tenant)), (patched["opensOn"]!.GetValue<string>(), patched["description"], patched["organizationUnitId"]!.GetValue<string>()));
        (await system.CallAsync(HttpMethod.Patch, path, """{"url":null}""")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Post_BeyondTheMost_IsRefused()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        for (var one = 0; one < NimbusFunctions.Configuration.ConfigurationKind.Most; one++)
            (await system.CallAsync(HttpMethod.Post, PathOf("primary-codes"), $$"""{"name":"{{one}}"}""")).IsOk(HttpStatusCode.Created);

        (await system.CallAsync(HttpMethod.Post, PathOf("primary-codes"), """{"name":"one more"}""")).IsProblem(HttpStatusCode.Conflict, "too-many");
        (await system.CallAsync(HttpMethod.Post, PathOf("secondary-codes"), """{"name":"one more"}""")).IsOk(HttpStatusCode.Created);
    }

    private static void Same(JsonObject expected, JsonObject actual) => Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected.ToJsonString()}\n{actual.ToJsonString()}");
}
