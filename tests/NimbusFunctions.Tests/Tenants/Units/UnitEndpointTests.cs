using System.Net;
using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Units;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Tenants.Units;

public sealed class UnitEndpointTests : IAsyncLifetime
{
    private const string Tenant = $"v1/tenants/{ApiHouse.Tenant}";
    private const string Units = $"{Tenant}/organization-units";
    private static readonly string Root = OrganizationUnit.DefaultIdOf(ApiHouse.Tenant);

    private ApiHouse? started;

    private ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync() => started = await ApiHouse.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    public async Task Create_NoParent_LiesUnderTheRootAndIsListed()
    {
        var made = (await PostAsync("North")).IsOk(HttpStatusCode.Created);

        Assert.Equal((Root, false), (made.Text("parentId"), made.Json["isDefault"]!.GetValue<bool>()));
        var listed = (await CallAsync(HttpMethod.Get, Units)).IsOk().Json["value"]!.AsArray();
        Assert.Equal(new[] { Root, made.Text("id") }.Order(StringComparer.Ordinal), listed.Select(unit => unit!["id"]!.GetValue<string>()));
        Assert.Equal(made.ETag, (await CallAsync(HttpMethod.Get, $"{Units}/{made.Text("id")}")).IsOk().ETag);
    }

    [Fact]
    public async Task List_SmallPages_HasEachUnitOnce()
    {
        for (var number = 0; number < 5; number++)
            await NewAsync($"Unit {number}");
        var (seen, continuation) = (new List<string>(), "");
        do
        {
            var page = (await CallAsync(HttpMethod.Get, $"{Units}?top=2{continuation}")).IsOk().Json;
            seen.AddRange(page["value"]!.AsArray().Select(unit => unit!["id"]!.GetValue<string>()));
            continuation = page["continuation"] is { } next ? $"&continuation={next.GetValue<string>()}" : "";
        }
        while (continuation.Length > 0);

        Assert.Equal(6, seen.Distinct().Count());
        Assert.Equal(6, seen.Count);
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"x","parentId":"no-guid"}""", "parentId")]
    [InlineData("""{"name":"x","parentId":null}""", "parentId")]
    [InlineData("""{"name":"x","parentId":"00000000-0000-0000-0000-000000000009"}""", "parentId")]
    [InlineData("""{"name":"x","colour":"red"}""", "colour")]
    public async Task Create_Faults_AreNamed(string body, string field)
    {
        var reply = await CallAsync(HttpMethod.Post, Units, body);

        reply.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.True(reply.Json["errors"]!.AsObject().ContainsKey(field), reply.Body!.ToJsonString());
    }

    [Fact]
    public async Task Create_NameOf129Characters_IsRefusedAnd128IsNot()
    {
        (await PostAsync(new string('n', 129))).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await PostAsync(new string('n', 128))).IsOk(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Create_NameOfASibling_IsRefusedAndThatOfACousinIsNot()
    {
        var north = await NewAsync("North");
        (await PostAsync("NORTH")).IsProblem(HttpStatusCode.Conflict, "already-exists");
        (await PostAsync("North", north)).IsOk(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Create_EleventhLevel_IsRefused()
    {
        var at = Root;
        for (var level = 2; level <= UnitTree.MostLevels; level++)
            at = await NewAsync($"Level {level}", at);

        (await PostAsync("Level 11", at)).IsProblem(HttpStatusCode.Conflict, "too-many");
        // What has a unit below it does not fit on the last level either.
        var pair = await NewAsync("Pair");
        await NewAsync("Below", pair);
        var ninth = (await CallAsync(HttpMethod.Get, $"{Units}/{at}")).Text("parentId");
        (await PatchAsync(pair, new() { ["parentId"] = ninth })).IsProblem(HttpStatusCode.Conflict, "too-many");
    }

    [Fact]
    public async Task Move_UnderItselfOrBelow_IsRefused()
    {
        var north = await NewAsync("North");
        var oslo = await NewAsync("Oslo", north);

        (await PatchAsync(north, new() { ["parentId"] = oslo })).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await PatchAsync(north, new() { ["parentId"] = north })).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await PatchAsync(Root, new() { ["parentId"] = north })).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(Root, (await PatchAsync(oslo, new() { ["parentId"] = Root, ["name"] = "Bergen" })).IsOk().Text("parentId"));
    }

    [Fact]
    public async Task Change_TwoAdministratorsAtOnce_TheSecondIsToldSo()
    {
        var made = (await PostAsync("North")).IsOk(HttpStatusCode.Created);
        var id = made.Text("id");

        (await PatchAsync(id, new() { ["name"] = "First" }, made.ETag)).IsOk();
        (await PatchAsync(id, new() { ["name"] = "Second" }, made.ETag)).IsProblem(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        (await CallAsync(HttpMethod.Delete, $"{Units}/{id}", ifMatch: made.ETag)).IsProblem(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        Assert.Equal("First", (await CallAsync(HttpMethod.Get, $"{Units}/{id}")).Text("name"));
    }

    [Fact]
    public async Task Delete_NotEmpty_NamesHowManyOfEach()
    {
        var north = await NewAsync("North");
        await NewAsync("Oslo", north);
        var user = await House.NewUserAsync(Role.UserSupervisor, unit: north);
        (await CallAsync(HttpMethod.Put, $"{Tenant}/services/sales", $$"""{"upn":"sales@a.example","displayName":"Sales","assignmentType":"None","organizationUnitId":"{{north}}"}"""))
            .IsOk(HttpStatusCode.Created);

        var refused = await CallAsync(HttpMethod.Delete, $"{Units}/{north}");

        refused.IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Contains("1 units, 1 services, 1 users, 0 configuration entities, 0 address books and 1 roles", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(Root, (await CallAsync(HttpMethod.Patch, $"{Tenant}/users/{user}", $$"""{"organizationUnitId":"{{Root}}"}""")).IsOk().Text("organizationUnitId"));
        Assert.Contains("0 users", (await CallAsync(HttpMethod.Delete, $"{Units}/{north}")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_TheRoot_IsRefused() =>
        (await CallAsync(HttpMethod.Delete, $"{Units}/{Root}")).IsProblem(HttpStatusCode.Conflict, "in-use");

    [Fact]
    public async Task Delete_TheDefaultUnit_PassesTheDefaultToItsParent()
    {
        var north = await NewAsync("North");
        var oslo = await NewAsync("Oslo", north);
        (await CallAsync(HttpMethod.Patch, $"{Tenant}/settings/provisioning", $$"""{"defaultOrganizationUnitId":"{{oslo}}"}""")).IsOk();
        Assert.Equal(oslo, (await PutServiceAsync("first")).Text("organizationUnitId"));
        Assert.Equal(HttpStatusCode.Conflict, (await CallAsync(HttpMethod.Delete, $"{Units}/{oslo}")).Status);
        await PutServiceAsync("first", Root);

        Assert.Equal(HttpStatusCode.NoContent, (await CallAsync(HttpMethod.Delete, $"{Units}/{oslo}")).Status);

        Assert.Equal(north, (await CallAsync(HttpMethod.Get, $"{Tenant}/settings/provisioning")).Text("defaultOrganizationUnitId"));
        Assert.True((await CallAsync(HttpMethod.Get, $"{Units}/{north}")).Json["isDefault"]!.GetValue<bool>());
        Assert.Equal(north, (await PutServiceAsync("second")).Text("organizationUnitId"));
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(HttpMethod.Get, $"{Units}/{oslo}")).Status);
    }

    [Fact]
    public async Task UnitAdministrator_WorksInTheOwnUnitsOnly()
    {
        var (north, south) = (await NewAsync("North"), await NewAsync("South"));
        var oslo = await NewAsync("Oslo", north);
        using var administrator = await House.AsAsync(Role.OrganizationUnitAdministrator, unit: north);

        var seen = (await administrator.CallAsync(HttpMethod.Get, Units)).IsOk().Json["value"]!.AsArray().Select(unit => unit!["id"]!.GetValue<string>());
        Assert.Equal(new[] { north, oslo }.Order(StringComparer.Ordinal), seen);
        (await administrator.CallAsync(HttpMethod.Post, Units, $$"""{"name":"Bergen","parentId":"{{north}}"}""")).IsOk(HttpStatusCode.Created);
        (await administrator.CallAsync(HttpMethod.Post, Units, """{"name":"Bergen"}""")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await administrator.CallAsync(HttpMethod.Patch, $"{Units}/{oslo}", $$"""{"parentId":"{{south}}"}""")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await administrator.CallAsync(HttpMethod.Patch, $"{Units}/{north}", $$"""{"parentId":"{{south}}"}""")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await administrator.CallAsync(HttpMethod.Patch, $"{Units}/{south}", """{"name":"Mine"}""")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await administrator.CallAsync(HttpMethod.Delete, $"{Units}/{south}")).IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.CallAsync(HttpMethod.Delete, $"{Units}/{oslo}")).Status);
    }

    [Fact]
    public async Task MoveUser_ByAUnitAdministrator_NeedsBothEnds()
    {
        var (north, south) = (await NewAsync("North"), await NewAsync("South"));
        var oslo = await NewAsync("Oslo", north);
        var user = await House.NewUserAsync(null, unit: north);
        using var administrator = await House.AsAsync(Role.OrganizationUnitAdministrator, unit: north);

        (await MoveAsync(oslo)).IsOk();
        (await MoveAsync(south)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await MoveAsync("00000000-0000-0000-0000-000000000009")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await CallAsync(HttpMethod.Patch, $"{Tenant}/users/{user}", $$"""{"organizationUnitId":"{{south}}"}""")).IsOk();
        (await MoveAsync(oslo)).IsProblem(HttpStatusCode.NotFound, "user-not-found");

        Task<Reply> MoveAsync(string unit) => administrator.CallAsync(HttpMethod.Patch, $"{Tenant}/users/{user}", $$"""{"organizationUnitId":"{{unit}}"}""");
    }

    [Fact]
    public async Task Create_ManyAtOnceWithOneName_MakesOne()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync("Same")));

        Assert.Single(replies, reply => reply.Status == HttpStatusCode.Created);
        Assert.All(replies, reply => Assert.True(reply.Status is HttpStatusCode.Created or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed));
    }

    private async Task<string> NewAsync(string name, string? parent = null) => (await PostAsync(name, parent)).IsOk(HttpStatusCode.Created).Text("id");

    private Task<Reply> PostAsync(string name, string? parent = null)
    {
        var body = new JsonObject { ["name"] = name };
        if (parent is not null)
            body["parentId"] = parent;
        return CallAsync(HttpMethod.Post, Units, body.ToJsonString());
    }

    private Task<Reply> PatchAsync(string id, JsonObject body, string? ifMatch = null) =>
        CallAsync(HttpMethod.Patch, $"{Units}/{id}", body.ToJsonString(), ifMatch);

    private async Task<Reply> PutServiceAsync(string id, string? unit = null)
    {
        var body = new JsonObject { ["upn"] = $"{id}@a.example", ["displayName"] = id, ["assignmentType"] = "None" };
        if (unit is not null)
            body["organizationUnitId"] = unit;
        return await CallAsync(HttpMethod.Put, $"{Tenant}/services/{id}", body.ToJsonString());
    }

    private async Task<Reply> CallAsync(HttpMethod method, string path, string? body = null, string? ifMatch = null)
    {
        using var system = House.System();
        return await system.CallAsync(method, path, body, ifMatch);
    }
}
