using System.Net;
using NimbusFunctions.Access;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;
using static NimbusFunctions.Tests.Configuration.Samples;

namespace NimbusFunctions.Tests.Configuration;

/// <summary>Who sees and changes entities of which organization units.</summary>
public sealed class ScopeTests(HouseFixture fixture) : IClassFixture<HouseFixture>
{
    private static readonly string Root = OrganizationUnit.DefaultIdOf(ApiHouse.Tenant);

    [Fact]
    public async Task UnitAdministrator_UsesWhatLiesAboveAndChangesWhatLiesBelow()
    {
        using var system = fixture.House.System();
        var (north, south) = (await system.MakeUnitAsync("North"), await system.MakeUnitAsync("South"));
        var oslo = await system.MakeUnitAsync("Oslo", north);
        var (above, own, below, other) = (
            await system.MakeAsync("skill-categories", "Above"), await system.MakeAsync("skill-categories", "Own", north),
            await system.MakeAsync("skill-categories", "Below", oslo), await system.MakeAsync("skill-categories", "Other", south));
        using var administrator = await fixture.House.AsAsync(Role.OrganizationUnitAdministrator, unit: north);

        var seen = (await administrator.CallAsync(HttpMethod.Get, $"{PathOf("skill-categories")}?top=200")).IsOk().Json["value"]!.AsArray().Select(entity => entity!["id"]!.GetValue<string>()).ToList();
        Assert.Subset(seen.ToHashSet(), new HashSet<string> { above, own, below });
        Assert.DoesNotContain(other, seen);
        (await administrator.CallAsync(HttpMethod.Get, PathOf("skill-categories", above))).IsOk();
        foreach (var (method, body) in new[] { (HttpMethod.Patch, """{"name":"Mine"}"""), (HttpMethod.Delete, null as string) })
        {
            var refused = await administrator.CallAsync(method, PathOf("skill-categories", above), body);
            refused.IsProblem(HttpStatusCode.Forbidden, "forbidden");
            Assert.Contains("configuration.skillCategories", refused.Text("detail"), StringComparison.Ordinal);
            (await administrator.CallAsync(method, PathOf("skill-categories", other), body)).IsProblem(HttpStatusCode.NotFound, "not-found");
        }

        // What lies above is used, what lies below or beside is not.
        (await SkillAsync("Uses above", north, above)).IsOk(HttpStatusCode.Created);
        (await SkillAsync("Uses own", oslo, own)).IsOk(HttpStatusCode.Created);
        foreach (var wrong in new[] { below, other })
        {
            var refused = await SkillAsync("Uses wrong", north, wrong);
            refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal("categoryId", Assert.Single(refused.Json["errors"]!.AsObject()).Key);
        }

        (await SkillAsync("Outside", Root, above)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await administrator.CallAsync(HttpMethod.Patch, PathOf("skill-categories", below), $$"""{"organizationUnitId":"{{south}}"}""")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await administrator.CallAsync(HttpMethod.Patch, PathOf("skill-categories", below), $$"""{"organizationUnitId":"{{north}}"}""")).IsOk();

        Task<Reply> SkillAsync(string name, string unit, string category) => administrator.CallAsync(
            HttpMethod.Post, PathOf("skills"), $$"""{"name":"{{name}}","organizationUnitId":"{{unit}}","categoryId":"{{category}}"}""");
    }

    [Fact]
    public async Task Owner_OfAService_WorksInTheServicesUnitAndMovesNothing()
    {
        using var system = fixture.House.System();
        var unit = await system.MakeUnitAsync("Of the owner");
        var below = await system.MakeUnitAsync("Below the owner", unit);
        (await system.CallAsync(HttpMethod.Put, $"{OfTenant}/services/owned", $$"""{"upn":"owned@a.example","displayName":"X","assignmentType":"None","organizationUnitId":"{{unit}}"}"""))
            .IsOk(HttpStatusCode.Created);
        (await system.CallAsync(HttpMethod.Put, $"{OfTenant}/services/owned-too", $$"""{"upn":"owned2@a.example","displayName":"X","assignmentType":"None","organizationUnitId":"{{below}}"}"""))
            .IsOk(HttpStatusCode.Created);
        using var owner = await fixture.House.AsAsync(Role.TeamOwner, "owned");

        var made = (await owner.CallAsync(HttpMethod.Post, PathOf("parameters"), $$"""{"name":"Owned","key":"owned","organizationUnitId":"{{unit}}"}""")).IsOk(HttpStatusCode.Created).Text("id");
        (await owner.CallAsync(HttpMethod.Patch, PathOf("parameters", made), """{"defaultValue":"new"}""")).IsOk();
        foreach (var (field, value) in new[] { ("key", "other"), ("organizationUnitId", Root), ("organizationUnitId", below) })
        {
            var refused = await owner.CallAsync(HttpMethod.Patch, PathOf("parameters", made), $$"""{"{{field}}":"{{value}}"}""");
            refused.IsProblem(HttpStatusCode.Forbidden, "forbidden");
        }

        Assert.Contains(
            "configuration.parameters.key (update)",
            (await owner.CallAsync(HttpMethod.Patch, PathOf("parameters", made), """{"key":"other"}""")).Text("detail"), StringComparison.Ordinal);
        (await owner.CallAsync(HttpMethod.Post, PathOf("parameters"), """{"name":"In the root","key":"a"}""")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        var inRoot = await system.MakeAsync("parameters", "Of all");
        (await owner.CallAsync(HttpMethod.Get, PathOf("parameters", inRoot))).IsOk();
        (await owner.CallAsync(HttpMethod.Delete, PathOf("parameters", inRoot))).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        var belowIt = await system.MakeAsync("parameters", "Of others", below);
        (await owner.CallAsync(HttpMethod.Get, PathOf("parameters", belowIt))).IsProblem(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(HttpStatusCode.NoContent, (await owner.CallAsync(HttpMethod.Delete, PathOf("parameters", made))).Status);
    }

    [Fact]
    public async Task Entity_ThatIsUsed_MovesUpButNotAway()
    {
        using var system = fixture.House.System();
        var east = await system.MakeUnitAsync("East");
        var category = await system.MakeAsync("skill-categories", "Moved", east);
        var skill = (await system.CallAsync(HttpMethod.Post, PathOf("skills"), $$"""{"name":"Uses moved","organizationUnitId":"{{east}}","categoryId":"{{category}}"}""")).IsOk(HttpStatusCode.Created).Text("id");
        var away = await system.MakeUnitAsync("Away");

        var refused = await MoveAsync(away);
        refused.IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Contains($"skill {skill}", refused.Text("detail"), StringComparison.Ordinal);
        (await MoveAsync(Root)).IsOk();
        (await MoveAsync(east)).IsProblem(HttpStatusCode.Conflict, "in-use");
        (await system.CallAsync(HttpMethod.Delete, PathOf("skill-categories", category))).IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Equal(HttpStatusCode.NoContent, (await system.CallAsync(HttpMethod.Delete, PathOf("skills", skill))).Status);
        (await MoveAsync(away)).IsOk();
        Assert.Equal(HttpStatusCode.NoContent, (await system.CallAsync(HttpMethod.Delete, PathOf("skill-categories", category))).Status);

        Task<Reply> MoveAsync(string unit) => system.CallAsync(HttpMethod.Patch, PathOf("skill-categories", category), $$"""{"organizationUnitId":"{{unit}}"}""");
    }

    [Fact]
    public async Task Delete_WhatMoreThanFiveUse_NamesFiveAndCountsTheRest()
    {
        using var system = fixture.House.System();
        var category = await system.MakeAsync("skill-categories", "Popular");
        for (var one = 0; one < 7; one++)
            (await system.CallAsync(HttpMethod.Post, PathOf("skills"), $$"""{"name":"Popular {{one}}","categoryId":"{{category}}"}""")).IsOk(HttpStatusCode.Created);

        var refused = await system.CallAsync(HttpMethod.Delete, PathOf("skill-categories", category));

        refused.IsProblem(HttpStatusCode.Conflict, "in-use");
        Assert.Equal(5, refused.Text("detail").Split("skill ").Length - 1);
        Assert.Contains("and 2 more", refused.Text("detail"), StringComparison.Ordinal);
    }
}
