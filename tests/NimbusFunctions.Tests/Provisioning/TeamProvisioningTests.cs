using System.Net;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.SettingsReaders;

namespace NimbusFunctions.Tests.Provisioning;

/// <summary>Services of teams, made by those whom the tenant lets.</summary>
public sealed class TeamProvisioningTests : IAsyncLifetime
{
    private const string Body = """{"upn":"sales@alpenwerk.example"}""";

    private SimulatedHouse? started;
    private string owner = "";
    private string member = "";

    private SimulatedHouse Simulated => started ?? throw new InvalidOperationException("It has not started.");

    private string Team => Simulated.Bench.Tenant.Teams[0].Id;

    public async ValueTask InitializeAsync()
    {
        started = await SimulatedHouse.StartAsync();
        owner = await FirstAsync($"/groups/{Team}/owners");
        var owners = (await Simulated.Bench.GraphAsync($"/groups/{Team}/owners?$select=id")).IsOk().Value.Select(one => one.GetProperty("id").GetString()).ToList();
        member = (await Simulated.Bench.GraphAsync($"/groups/{Team}/members?$select=id")).IsOk().Value.Select(one => one.GetProperty("id").GetString()!).First(id => !owners.Contains(id));
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    [Fact]
    [ChangesWith("provisioning.allowServiceProvisioning")]
    public async Task Post_ByAnOwnerWhoIsNoUserYet_MakesTheServiceWhereverTheSettingLets()
    {
        foreach (var closed in new[] { "NoOne", "TenantAdministrators", "TenantAndOrganizationUnitAdministrators" })
        {
            await Simulated.SetAsync("provisioning", $$"""{"allowServiceProvisioning":"{{closed}}"}""");
            (await PostAsync(owner)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        }

        await Simulated.SetAsync("provisioning", """{"allowServiceProvisioning":"Everyone"}""");
        (await PostAsync(member)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        var made = (await PostAsync(owner)).IsOk(HttpStatusCode.Created);

        Assert.Equal(
            (Team, "MsTeams", Simulated.Bench.Tenant.Teams[0].DisplayName, "AdvancedRouting", "TeamOwner"),
            (made.Text("teamId"), made.Text("assignmentType"), made.Text("displayName"), made.Text("licence"), made.Text("ownerRole")));
        (await PostAsync(owner)).IsProblem(HttpStatusCode.Conflict, "already-exists");
        await Simulated.SyncAsync();
        using var asOwner = Simulated.As(owner);
        Assert.Equal(Team, (await asOwner.CallAsync(HttpMethod.Get, $"{Simulated.Tenant}/services")).IsOk().Json["value"]![0]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Post_ByAnAdministrator_NeedsNoTeamOfHisOwnUnlessNobodyMay()
    {
        using var system = Simulated.House.System();
        (await system.CallAsync(HttpMethod.Post, Path(Team), """{"upn":"sales@alpenwerk.example","displayName":"Sales"}""")).IsOk(HttpStatusCode.Created);
        await Simulated.SetAsync("provisioning", """{"allowServiceProvisioning":"NoOne"}""");

        (await system.CallAsync(HttpMethod.Post, Path(Simulated.Bench.Tenant.Teams[1].Id), Body)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Post_WhatCannotBe_IsRefused()
    {
        using var system = Simulated.House.System();
        (await system.CallAsync(HttpMethod.Post, Path("team"), Body)).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await system.CallAsync(HttpMethod.Post, Path("99999999-0000-0000-0000-000000000000"), Body)).IsProblem(HttpStatusCode.NotFound, "team-not-found");
        (await system.CallAsync(HttpMethod.Post, Path(Simulated.Bench.Tenant.AdminGroupId), Body)).IsProblem(HttpStatusCode.NotFound, "team-not-found");
        foreach (var body in new[] { "{}", """{"upn":7}""", """{"upn":"x"}""", """{"upn":"a@b.example","licence":"ContactCenter"}""", "[]" })
            (await system.CallAsync(HttpMethod.Post, Path(Team), body)).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        using var stranger = Simulated.House.Client(SaidIdentity.User(ApiHouse.Operator, owner));
        (await stranger.CallAsync(HttpMethod.Post, Path(Team), Body)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Post_WhereTheDirectoryIsSilent_SaysSoAndMakesNothing()
    {
        await Simulated.Bench.ControlAsync("DELETE", "consent");

        (await PostAsync(owner)).IsProblem(HttpStatusCode.ServiceUnavailable, "directory-unavailable");

        Assert.Empty((await Simulated.House.System().CallAsync(HttpMethod.Get, $"{Simulated.Tenant}/services")).IsOk().Json["value"]!.AsArray());
    }

    [Fact]
    public async Task Post_BeyondTheContingent_IsRefused()
    {
        await Simulated.SetAsync("licences", """{"advancedRouting":0}""");

        (await PostAsync(owner)).IsProblem(HttpStatusCode.Conflict, "licence-contingent");
    }

    private async Task<string> FirstAsync(string url) => (await Simulated.Bench.GraphAsync($"{url}?$select=id")).IsOk().Value[0].GetProperty("id").GetString()!;

    private string Path(string team) => $"{Simulated.Tenant}/teams/{team}/service";

    private async Task<Reply> PostAsync(string user)
    {
        using var caller = Simulated.As(user);
        return await caller.CallAsync(HttpMethod.Post, Path(Team), Body);
    }
}
