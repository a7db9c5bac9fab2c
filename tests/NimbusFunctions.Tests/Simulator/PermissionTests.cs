using System.Net;
using System.Net.Http.Headers;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>Who may ask Graph what.</summary>
public class PermissionTests(SharedSimulator shared) : IClassFixture<SharedSimulator>
{
    [Theory]
    [InlineData("User.Read.All", "/users", "Authorization_RequestDenied")]
    [InlineData("User.Read.All", "/users/delta", "Authorization_RequestDenied")]
    [InlineData("User.Read.All", "/directory/deletedItems/microsoft.graph.user", "Authorization_RequestDenied")]
    [InlineData("Group.Read.All", "/directory/deletedItems/microsoft.graph.group", "Authorization_RequestDenied")]
    [InlineData("TeamMember.Read.All", "/teams/{team}/members", "Authorization_RequestDenied")]
    [InlineData("Presence.Read.All", "/users/{user}/presence", "Forbidden")]
    [InlineData("Application.Read.All", "/servicePrincipals", "Authorization_RequestDenied")]
    public async Task WithoutPermission_Operation_IsForbidden(string role, string url, string code)
    {
        var bench = shared.Bench;
        url = url.Replace("{team}", bench.Tenant.Teams[0].Id, StringComparison.Ordinal)
            .Replace("{user}", (await bench.GraphAsync($"/users/{bench.Tenant.AdminUpn}"))["id"].GetString(), StringComparison.Ordinal);
        (await bench.GraphAsync(url)).IsOk();
        await bench.ControlAsync("DELETE", $"permissions/{role}");
        Assert.Equal(code, (await bench.GraphAsync(url)).Is(HttpStatusCode.Forbidden).ErrorCode);
        bench.ForgetToken();
        (await bench.GraphAsync(url)).Is(HttpStatusCode.Forbidden);
        await bench.ControlAsync("POST", $"permissions/{role}");
        bench.ForgetToken();
        (await bench.GraphAsync(url)).IsOk();
    }

    [Fact]
    public async Task Groups_NeedOneOfSeveralPermissions()
    {
        await using var bench = await SimulatorBench.StartAsync();
        await bench.ControlAsync("DELETE", "permissions/Group.Read.All");
        (await bench.GraphAsync("/groups/delta")).IsOk();
        await bench.ControlAsync("DELETE", "permissions/GroupMember.Read.All");
        (await bench.GraphAsync("/groups/delta")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Token_MissingWrongOrExpired_Is401()
    {
        var time = new SteppedTime();
        await using var bench = await SimulatorBench.StartAsync(time: time);
        (await bench.GraphAsync("/users")).IsOk();
        Assert.Equal("InvalidAuthenticationToken", (await WithTokenAsync(bench, null)).Is(HttpStatusCode.Unauthorized).ErrorCode);
        (await WithTokenAsync(bench, "nonsense")).Is(HttpStatusCode.Unauthorized);
        (await WithTokenAsync(bench, bench.Server.IssueToken(new TokenRequest { Tenant = bench.Tenant.Id, User = bench.Tenant.AdminUpn }))).Is(HttpStatusCode.Unauthorized);
        var forged = new TokenRequest { Tenant = bench.Tenant.Id, App = ["User.Read.All"], Audience = "https://graph.microsoft.com", WrongKey = true };
        (await WithTokenAsync(bench, bench.Server.IssueToken(forged))).Is(HttpStatusCode.Unauthorized);
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("InvalidAuthenticationToken", (await bench.GraphAsync("/users")).Is(HttpStatusCode.Unauthorized).ErrorCode);
    }

    [Fact]
    public async Task Tenant_OfTheToken_DecidesWhatIsSeen()
    {
        await using var bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Tenants = 2 });
        var other = bench.Server.Tenants[1];
        var token = (await bench.TokenAsync(other.Id)).IsOk()["access_token"].GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, bench.Absolute("/users/" + other.AdminUpn));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await bench.SendAsync(request)).IsOk();
        (await bench.GraphAsync("/users/" + other.AdminUpn)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ConsentTakenBack_IsFeltAtOnce()
    {
        var bench = shared.Bench;
        (await bench.GraphAsync("/users")).IsOk();
        await bench.ControlAsync("DELETE", "consent");
        Assert.Equal("Authorization_IdentityNotFound", (await bench.GraphAsync("/users")).Is(HttpStatusCode.Unauthorized).ErrorCode);
        Assert.Contains("AADSTS700016", (await bench.TokenAsync()).Is(HttpStatusCode.BadRequest).Body, StringComparison.Ordinal);
        await bench.ControlAsync("POST", "consent");
        (await bench.GraphAsync("/users")).IsOk();
    }

    private static async Task<Answer> WithTokenAsync(SimulatorBench bench, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, bench.Absolute("/users"));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await bench.SendAsync(request);
    }
}
