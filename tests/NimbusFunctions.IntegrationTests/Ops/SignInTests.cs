using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Ops.Sessions;
using NimbusFunctions.Ops.SignIn;

namespace NimbusFunctions.IntegrationTests.Ops;

/// <summary>People sign in at the simulated Entra, and what becomes of those who do it wrong.</summary>
[Collection(LocalEditionCollection.Name)]
public class SignInTests(LocalEditionFixture edition)
{
    private static (string, string) Token(JsonElement session) => (CrossSiteDecision.Header, session.GetProperty("antiforgery").GetString()!);

    [Fact]
    public async Task When_an_operator_signs_in_Should_be_system_administrator_until_he_signs_out()
    {
        using var browser = NewBrowser();
        Assert.False((await browser.SessionAsync()).GetProperty("signedIn").GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/v1/tenants"));

        Assert.Equal("/ops/somewhere?x=1", await browser.SignInAsync(People.OperatorUpn, "/ops/somewhere?x=1"));

        Assert.Equal([SessionCookie.Name], browser.Cookies.Keys);
        var session = await browser.SessionAsync();
        Assert.True(session.GetProperty("signedIn").GetBoolean());
        Assert.True(session.GetProperty("isOperator").GetBoolean());
        Assert.Equal("Operator", session.GetProperty("user").GetProperty("name").GetString());
        Assert.True(session.GetProperty("may").GetProperty("approvePlans").GetBoolean());
        Assert.InRange(session.GetProperty("expires").GetDateTimeOffset() - edition.Edition.Clock.GetUtcNow(), TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, "/v1/tenants"));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, $"/v1/tenants/{edition.TenantId}/sync"));

        Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync(HttpMethod.Post, "/ops/signout"));
        Assert.Equal(HttpStatusCode.NoContent, await browser.StatusAsync(HttpMethod.Post, "/ops/signout", Token(session)));
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task When_somebody_else_of_the_operator_signs_in_Should_be_nobody_until_he_has_the_role()
    {
        using var control = edition.ControlHttp();
        using var before = NewBrowser();
        await before.SignInAsync(People.ColleagueUpn);
        var session = await before.SessionAsync();
        Assert.False(session.GetProperty("isOperator").GetBoolean());
        Assert.All(session.GetProperty("may").EnumerateObject(), one => Assert.False(one.Value.GetBoolean()));
        Assert.Equal(HttpStatusCode.Forbidden, await before.StatusAsync(HttpMethod.Get, "/v1/tenants"));

        var role = $"_control/operator/users/{People.ColleagueUpn}/appRoles/{AppRegistration.OperatorRole}";
        Assert.Equal(200, (await control.CallAsync(HttpMethod.Post, role)).Status);
        using var after = NewBrowser();
        await after.SignInAsync(People.ColleagueUpn);
        Assert.Equal(200, (await control.CallAsync(HttpMethod.Delete, role)).Status);

        Assert.True((await after.SessionAsync()).GetProperty("isOperator").GetBoolean());
        Assert.False((await before.SessionAsync()).GetProperty("isOperator").GetBoolean());
    }

    [Fact]
    public async Task When_a_customers_user_has_the_operators_role_Should_mean_nothing()
    {
        using var control = edition.ControlHttp();
        var role = $"_control/tenants/{edition.TenantId}/users/{edition.Tenant.AdminUpn}/appRoles/{AppRegistration.OperatorRole}";
        Assert.Equal(200, (await control.CallAsync(HttpMethod.Post, role)).Status);
        using var browser = NewBrowser();
        await browser.SignInAsync(edition.Tenant.AdminUpn);
        var bearer = edition.Client(edition.AdminToken);
        Assert.Equal(403, (await bearer.CallAsync(HttpMethod.Get, "v1/tenants")).Status);
        Assert.Equal(200, (await control.CallAsync(HttpMethod.Delete, role)).Status);

        var session = await browser.SessionAsync();
        Assert.False(session.GetProperty("isOperator").GetBoolean());
        Assert.Equal([edition.TenantId], session.GetProperty("tenants").EnumerateArray().Select(tenant => tenant.GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync(HttpMethod.Get, "/v1/tenants"));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, $"/v1/tenants/{edition.TenantId}/sync"));
    }

    [Fact]
    public async Task When_a_code_comes_twice_Should_end_in_expired()
    {
        using var browser = NewBrowser();
        var callback = await browser.AtEntraAsync(await browser.BeginAsync(People.OperatorUpn));
        var attempt = browser.Cookies[AttemptCookie.Name];
        Assert.Equal("/ops", await browser.FinishAsync(callback));

        browser.Cookies.Clear();
        Assert.Equal("/ops?signin=expired", await browser.FinishAsync(callback));
        browser.Cookies[AttemptCookie.Name] = attempt;
        Assert.Equal("/ops?signin=expired", await browser.FinishAsync(callback));
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task When_the_state_is_another_Should_end_in_expired()
    {
        using var browser = NewBrowser();
        var callback = await browser.AtEntraAsync(await browser.BeginAsync(People.OperatorUpn));
        foreach (var wrong in (string[])["state=x", "nostate=1", "state=a&state=b"])
        {
            using var other = NewBrowser();
            other.Cookies[AttemptCookie.Name] = browser.Cookies[AttemptCookie.Name];
            Assert.Equal("/ops?signin=expired", await other.FinishAsync($"{callback.Split("&state=")[0]}&{wrong}"));
            Assert.Empty(other.Cookies);
        }
    }

    [Fact]
    public async Task When_the_nonce_is_another_Should_end_in_token()
    {
        using var browser = NewBrowser();
        var authorize = await browser.BeginAsync(People.OperatorUpn);
        var parts = authorize.OriginalString.Split("nonce=", 2);
        var callback = await browser.AtEntraAsync(new Uri($"{parts[0]}nonce=another{parts[1][7..]}"));

        Assert.Equal("/ops?signin=token", await browser.FinishAsync(callback));
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task When_the_code_is_of_another_attempt_Should_end_in_expired()
    {
        using var victim = NewBrowser();
        using var attacker = NewBrowser();
        var own = await victim.AtEntraAsync(await victim.BeginAsync(edition.Tenant.AdminUpn));
        var foreign = await attacker.AtEntraAsync(await attacker.BeginAsync(People.OperatorUpn));

        Assert.Equal("/ops?signin=expired", await victim.FinishAsync($"{foreign.Split("&state=")[0]}&state={own.Split("&state=")[1]}"));
        Assert.DoesNotContain(SessionCookie.Name, victim.Cookies.Keys);
    }

    [Theory]
    [InlineData("error=access_denied&error_description=AADSTS65004", "denied")]
    [InlineData("error=consent_required&error_description=AADSTS65001", "consent")]
    [InlineData("error=interaction_required&error_description=AADSTS50076", "interaction")]
    [InlineData("error=%3Cscript%3E&error_description=%0D%0ASet-Cookie", "failed")]
    [InlineData("code=", "failed")]
    [InlineData("nothing=1", "failed")]
    [InlineData("code=never-given", "expired")]
    public async Task When_Entra_says_no_Should_lead_back_with_the_reason(string answer, string reason)
    {
        using var browser = NewBrowser();
        var authorize = await browser.BeginAsync(People.OperatorUpn);
        var state = authorize.Query.Split("state=")[1].Split('&')[0];

        Assert.Equal($"/ops?signin={reason}", await browser.FinishAsync($"/ops/callback?{answer}&state={state}"));
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task When_the_tenant_has_not_consented_or_nobody_is_called_so_Should_say_so()
    {
        using var browser = NewBrowser();
        using var control = edition.ControlHttp();
        Assert.Equal(200, (await control.CallAsync(HttpMethod.Delete, $"_control/tenants/{edition.TenantId}/consent")).Status);
        var unwilling = await browser.SignInAsync(edition.Tenant.AdminUpn);
        Assert.Equal(200, (await control.CallAsync(HttpMethod.Post, $"_control/tenants/{edition.TenantId}/consent")).Status);
        Assert.Equal("/ops?signin=consent", unwilling);
        Assert.Equal("/ops?signin=denied", await browser.SignInAsync("nobody@nowhere.example"));
        Assert.Equal("/ops?signin=expired", await browser.FinishAsync("/ops/callback?code=x&state=y"));
    }

    [Fact]
    public async Task When_Entra_is_down_Should_lead_back_and_never_500()
    {
        using var control = edition.ControlHttp();
        using var browser = NewBrowser();
        var callback = await browser.AtEntraAsync(await browser.BeginAsync(edition.Tenant.AdminUpn));
        Assert.Equal(201, (await control.CallAsync(HttpMethod.Post, $"_control/tenants/{edition.TenantId}/faults", """{"kind":"status","status":503,"match":"/organizations/oauth2/v2.0/token","times":1}""")).Status);

        Assert.Equal("/ops?signin=unreachable", await browser.FinishAsync(callback));
    }

    [Fact]
    public async Task When_an_id_token_is_sent_in_place_of_an_access_token_Should_be_refused()
    {
        using var entra = edition.ControlHttp();
        const string Verifier = "a-verifier-of-more-than-forty-three-characters-0123456789";
        var client = edition.Edition.Simulator.ClientId;
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        using var authorized = await entra.GetAsync(new Uri(
            $"organizations/oauth2/v2.0/authorize?client_id={client}&response_type=code&scope=openid&redirect_uri=http://localhost:1/x&code_challenge={challenge}&code_challenge_method=S256&login_hint={People.OperatorUpn}",
            UriKind.Relative), TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = client,
            ["code"] = Uri.UnescapeDataString(authorized.Headers.Location!.Query.Split("code=")[1].Split('&')[0]),
            ["redirect_uri"] = "http://localhost:1/x",
            ["code_verifier"] = Verifier,
        });
        using var answer = await entra.PostAsync(new Uri("organizations/oauth2/v2.0/token", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        (await edition.Client(tokens.GetProperty("id_token").GetString()).CallAsync(HttpMethod.Get, "v1/tenants")).IsProblem(401);
        // The access token of the same person has the operator's role.
        Assert.Equal(200, (await edition.Client(tokens.GetProperty("access_token").GetString()).CallAsync(HttpMethod.Get, "v1/tenants")).Status);
    }

    [Fact]
    public async Task When_the_host_header_is_forged_Should_lead_back_to_the_configured_address()
    {
        using var browser = NewBrowser();
        using var answer = await browser.SendAsync(HttpMethod.Get, "/ops/signin?returnUrl=//evil.example", ("X-Forwarded-Host", "evil.example"), ("Forwarded", "host=evil.example"), ("Host", "evil.example"));

        Assert.DoesNotContain("evil", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString($"{edition.Edition.Api.GetLeftPart(UriPartial.Authority)}/ops/callback"), answer.Headers.Location.OriginalString, StringComparison.Ordinal);
    }

    private Browser NewBrowser() => new(edition.Edition.Api, edition.Edition.Simulator.HttpAddress);
}
