using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Api;

[Collection(LocalEditionCollection.Name)]
public class ServiceTests(LocalEditionFixture edition)
{
    private HttpClient System => edition.Client(edition.SystemToken);

    private string Services => $"v1/tenants/{edition.TenantId}/services";

    [Fact]
    public async Task Put_UpnOfAnotherService_Is409()
    {
        Assert.Equal(201, (await PutAsync("upn-first", "same@alpenwerk.example")).Status);

        (await PutAsync("upn-second", "SAME@alpenwerk.example")).IsProblem(409, "upn");
        (await System.CallAsync(HttpMethod.Get, $"{Services}/upn-second")).IsProblem(404);
    }

    [Fact]
    public async Task Put_TeamOfAnotherService_Is409()
    {
        var team = edition.Tenant.Teams[0].Id;

        (await System.CallAsync(HttpMethod.Put, $"{Services}/second-of-team",
            $"{{\"upn\":\"second@alpenwerk.example\",\"displayName\":\"X\",\"assignmentType\":\"MsTeams\",\"teamId\":\"{team}\"}}"))
            .IsProblem(409, team);
    }

    [Fact]
    public async Task Put_OtherAssignmentType_Is409()
    {
        await PutAsync("fixed-type", "fixed@alpenwerk.example");

        (await PutAsync("fixed-type", "fixed@alpenwerk.example", "None")).IsProblem(409, "assignmentType");
    }

    [Fact]
    public async Task Put_NewUpn_FreesTheOldOne()
    {
        await PutAsync("moving", "old@alpenwerk.example");

        Assert.Equal(200, (await PutAsync("moving", "new@alpenwerk.example")).Status);
        Assert.Equal(201, (await PutAsync("taking", "old@alpenwerk.example")).Status);
    }

    [Fact]
    public async Task Delete_ServiceOfATeam_EndsMembershipsAndGoes()
    {
        var stop = TestContext.Current.CancellationToken;
        var tenant = edition.TenantId;
        var team = (await edition.Control.TeamsAsync(tenant, stop)).OrderBy(candidate => candidate.Id).Last();
        var only = team.People.First(id => edition.Control.TeamsAsync(tenant, stop).Result.Count(other => other.People.Contains(id)) == 1);
        Assert.Equal(202, (await System.CallAsync(HttpMethod.Delete, $"{Services}/{team.Id}")).Status);
        Assert.Equal(202, (await System.CallAsync(HttpMethod.Post, $"{Services}/{team.Id}/provisioning/confirm")).Status);
        await edition.SyncAsync();

        (await System.CallAsync(HttpMethod.Get, $"{Services}/{team.Id}")).IsProblem(404);
        (await System.CallAsync(HttpMethod.Get, $"v1/tenants/{tenant}/users/{only}")).IsProblem(404);

        await edition.Api.RegisterServiceAsync(team.Id, "again@alpenwerk.example", "Again", stop);
        await edition.SyncAsync();
        Assert.Equal(200, (await System.CallAsync(HttpMethod.Get, $"v1/tenants/{tenant}/users/{only}")).Status);
    }

    [Fact]
    public async Task List_Pages_GiveEveryServiceOnce()
    {
        var ids = new List<string?>();
        string? continuation = null;
        do
        {
            var from = continuation is null ? "" : $"&continuation={Uri.EscapeDataString(continuation)}";
            var page = await System.CallAsync(HttpMethod.Get, $"{Services}?top=2{from}");
            ids.AddRange(page.Json.GetProperty("value").EnumerateArray().Select(service => service.GetProperty("id").GetString()));
            continuation = page.Text("continuation");
        }
        while (continuation is not null);

        Assert.Equal(ids.Distinct(), ids);
        Assert.True(ids.Count >= 4);
    }

    private Task<Answer> PutAsync(string id, string upn, string type = "SkillBased") => System.CallAsync(
        HttpMethod.Put, $"{Services}/{id}", $"{{\"upn\":\"{upn}\",\"displayName\":\"X\",\"assignmentType\":\"{type}\"}}");
}
