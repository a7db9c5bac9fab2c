using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Tests.Simulator;

namespace NimbusFunctions.Tests.Ops;

/// <summary>The simulated Entra, where an application of the kind Web signs people in.</summary>
public sealed class SimulatedSignInTests
{
    private const string Redirect = "http://127.0.0.1:5000/ops/callback";
    private const string Verifier = "a-verifier-of-more-than-forty-three-characters-0123456789";

    [Fact]
    public async Task Code_OfAWebApp_WantsTheAppsProof()
    {
        await using var bench = await SimulatorBench.StartAsync();
        Assert.Contains("AADSTS7000218", (await RedeemAsync(bench, await CodeAsync(bench, People.OperatorUpn), null)).Is(HttpStatusCode.Unauthorized).Body, StringComparison.Ordinal);
        var proof = await File.ReadAllTextAsync(bench.Server.AssertionFile, TestContext.Current.CancellationToken);
        var answer = (await RedeemAsync(bench, await CodeAsync(bench, People.OperatorUpn), proof)).IsOk();
        var claims = await EntraTests.VerifiedAsync(bench, answer.Text("id_token")!, bench.Server.OperatorTenantId);
        Assert.Equal(bench.Server.ClientId, claims.GetProperty("aud").GetString());
        Assert.Equal(bench.Server.OperatorTenantId, claims.GetProperty("tid").GetString());
        Assert.Equal("n1", claims.GetProperty("nonce").GetString());
        Assert.Equal([AppRegistration.OperatorRole], claims.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!));
    }

    [Fact]
    public async Task Code_AfterAMinute_IsTooOld()
    {
        var time = new SteppedTime();
        await using var bench = await SimulatorBench.StartAsync(time: time);
        var proof = await File.ReadAllTextAsync(bench.Server.AssertionFile, TestContext.Current.CancellationToken);
        var code = await CodeAsync(bench, People.OperatorUpn);
        time.Advance(TimeSpan.FromSeconds(61));

        Assert.Contains("AADSTS70008", (await RedeemAsync(bench, code, proof)).Is(HttpStatusCode.BadRequest).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppRoles_GivenAndTaken_AreInTheNextToken()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var roles = $"/tenants/{bench.Tenant.Id}/users/{bench.Tenant.AdminUpn}/appRoles";
        Assert.Equal(0, (await bench.ControlAsync("GET", roles)).IsOk()["appRoles"].GetArrayLength());
        (await bench.ControlAsync("POST", $"{roles}/Some.Role")).IsOk();
        Assert.Equal("Some.Role", (await bench.ControlAsync("GET", roles)).IsOk()["appRoles"][0].GetString());
        (await bench.ControlAsync("DELETE", $"{roles}/Some.Role")).IsOk();
        Assert.Equal(0, (await bench.ControlAsync("GET", roles)).IsOk()["appRoles"].GetArrayLength());
        (await bench.ControlAsync("POST", $"/tenants/{bench.Tenant.Id}/users/nobody/appRoles/Some.Role")).Is(HttpStatusCode.NotFound);
        Assert.Equal(2, (await bench.ControlAsync("GET", "/operator")).IsOk()["users"].GetArrayLength());
    }

    [Fact]
    public async Task Authorize_ByPage_OffersTheOperatorsPeopleAndAWayOut()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var page = (await GetAsync(bench, Url(bench))).IsOk().Body;
        Assert.Contains(People.OperatorUpn, page, StringComparison.Ordinal);
        Assert.Contains(bench.Tenant.AdminUpn, page, StringComparison.Ordinal);
        Assert.Contains("error=access_denied", page, StringComparison.Ordinal);
        Assert.Contains("login_required", (await GetAsync(bench, Url(bench) + "&prompt=none")).Is(HttpStatusCode.Found).Message.Headers.Location!.Query, StringComparison.Ordinal);
        await bench.ControlAsync("DELETE", "consent");
        Assert.Contains("consent_required", (await GetAsync(bench, $"{Url(bench)}&login_hint={bench.Tenant.AdminUpn}")).Is(HttpStatusCode.Found).Message.Headers.Location!.Query, StringComparison.Ordinal);
    }

    private static string Url(SimulatorBench bench)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        return $"/organizations/oauth2/v2.0/authorize?client_id={bench.Server.ClientId}&response_type=code&redirect_uri={Redirect}&nonce=n1&code_challenge={challenge}&code_challenge_method=S256";
    }

    private static async Task<string> CodeAsync(SimulatorBench bench, string hint) =>
        (await GetAsync(bench, $"{Url(bench)}&login_hint={hint}")).Is(HttpStatusCode.Found).Message.Headers.Location!.Query.Split("code=")[1].Split('&')[0];

    private static async Task<Simulator.Answer> GetAsync(SimulatorBench bench, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        return await bench.SendAsync(request);
    }

    private static async Task<Simulator.Answer> RedeemAsync(SimulatorBench bench, string code, string? proof)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = bench.Server.ClientId,
            ["code"] = code,
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = Verifier,
        };
        if (proof is not null)
            (form["client_assertion_type"], form["client_assertion"]) = ("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", proof);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/organizations/oauth2/v2.0/token") { Content = new FormUrlEncodedContent(form) };
        return await bench.SendAsync(request);
    }
}
