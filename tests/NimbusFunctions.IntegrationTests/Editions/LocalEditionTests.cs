using System.Net;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.IntegrationTests.Editions;

[Collection(LocalEditionCollection.Name)]
public sealed class LocalEditionTests(LocalEditionFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_TheEditionHasStarted_Should_ShowTheTeamsPeopleAsUsers()
    {
        var teams = await fixture.Control.TeamsAsync(fixture.TenantId, Ct);
        await fixture.SyncAsync();

        var users = await fixture.Api.UsersAsync(Ct);
        var services = await fixture.Api.ServicesAsync(Ct);

        Assert.Equal(teams.SelectMany(team => team.People).Distinct().Order(), users.Select(user => user.Id).Order());
        // Other tests add services without a team.
        Assert.Equal(teams.Select(team => team.Id).Order(), services.Select(service => service.TeamId).OfType<string>().Order());
    }

    [Theory]
    [InlineData("system", HttpStatusCode.OK)]
    [InlineData("admin", HttpStatusCode.OK)]
    [InlineData("none", HttpStatusCode.Unauthorized)]
    public async Task When_UsersAreAskedFor_Should_AnswerByTheToken(string who, HttpStatusCode expected)
    {
        var client = fixture.Client(who switch { "system" => fixture.SystemToken, "admin" => fixture.AdminToken, _ => null });

        using var answer = await client.GetAsync(new Uri($"v1/tenants/{fixture.TenantId}/users", UriKind.Relative), Ct);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("name")]
    [InlineData("domain")]
    public async Task When_ATokenIsAskedForByCommand_Should_PrintOneThatTheApiAccepts(string named)
    {
        var tenant = named switch { "id" => fixture.Tenant.Id, "name" => fixture.Tenant.Name, _ => fixture.Tenant.Domain };

        var run = await CommandRun.OfAsync("token", "--tenant", tenant, "--app", LocalEdition.SystemAdministrator, "--simulator", fixture.Edition.Simulator.HttpAddress.ToString());

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var answer = await fixture.Client(Assert.Single(run.Lines)).GetAsync(new Uri($"v1/tenants/{fixture.TenantId}/sync", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task When_ATokenIsAskedForAUserOfNoSuchName_Should_SayThatInOneLine()
    {
        var run = await CommandRun.OfAsync("token", "--tenant", fixture.TenantId, "--user", "nobody@nowhere.example", "--simulator", fixture.Edition.Simulator.HttpAddress.ToString());

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("nobody@nowhere.example", Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_ATokenIsAskedForATenantOfNoSuchName_Should_ListThoseThatThereAre()
    {
        var run = await CommandRun.OfAsync("token", "--tenant", "nowhere", "--app", "R", "--simulator", fixture.Edition.Simulator.HttpAddress.ToString());

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(fixture.Tenant.Domain, Assert.Single(run.Errors), StringComparison.Ordinal);
    }
}
