using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Ops.Keys;
using NimbusFunctions.Ops.Sessions;
using NimbusFunctions.Tenants.Secrets;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Secrets;

namespace NimbusFunctions.Tests.Ops;

/// <summary>Calls that come with a session in place of a bearer token.</summary>
public sealed class SessionCallTests
{
    private const string Token = "token-of-this-session";
    private const string Somebody = "60000000-0000-0000-0000-000000000006";
    private static readonly string Pause = $"v1/tenants/{ApiHouse.Tenant}/sync/pause";

    [Fact]
    public async Task Call_OfAnOperatorWhoIsAPerson_MayWhatADaemonMay()
    {
        await using var house = await ApiHouse.StartAsync();
        using var person = await house.SignedInAsync(ApiHouse.Operator, Somebody, Token, CallerReader.SystemAdministratorAppRole);

        (await person.CallAsync(HttpMethod.Get, "v1/tenants")).IsOk();
        (await person.CallAsync(HttpMethod.Get, Pause)).IsOk();
        using var bearer = house.Client($"{ApiHouse.Operator}:{Somebody}");
        (await bearer.CallAsync(HttpMethod.Get, "v1/tenants")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Theory]
    [InlineData(ApiHouse.Tenant, CallerReader.SystemAdministratorAppRole)]
    [InlineData("80000000-0000-0000-0000-000000000008", CallerReader.SystemAdministratorAppRole)]
    [InlineData(ApiHouse.Operator, "Some.Role")]
    [InlineData(ApiHouse.Operator, "system.administrator")]
    public async Task Call_OfAnybodyElse_MayNothingWhateverTheRoles(string tenant, string role)
    {
        await using var house = await ApiHouse.StartAsync();
        using var person = await house.SignedInAsync(tenant, Somebody, Token, role);

        (await person.CallAsync(HttpMethod.Get, "v1/tenants")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await person.CallAsync(HttpMethod.Get, Pause)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        var session = (await person.CallAsync(HttpMethod.Get, "ops/session")).IsOk().Json;
        Assert.False(session["isOperator"]!.GetValue<bool>());
        Assert.All(session["may"]!.AsObject(), one => Assert.False(one.Value!.GetValue<bool>()));
        Assert.Empty(session["tenants"]!.AsArray());
    }

    [Fact]
    public async Task Call_OfAUserWhoWasRemoved_MayNothingMoreThoughTheCookieLives()
    {
        await using var house = await ApiHouse.StartAsync();
        var user = await house.NewUserAsync(Role.TenantAdministrator);
        using var person = await house.SignedInAsync(ApiHouse.Tenant, user, Token);
        (await person.CallAsync(HttpMethod.Get, Pause)).IsOk();
        var session = (await person.CallAsync(HttpMethod.Get, "ops/session")).IsOk().Json;
        Assert.Equal(ApiHouse.Tenant, Assert.Single(session["tenants"]!.AsArray())!.GetValue<string>());
        Assert.True(session["may"]!["approvePlans"]!.GetValue<bool>());
        Assert.False(session["may"]!["listTenants"]!.GetValue<bool>());

        var row = house.Tables.Users.QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: TestContext.Current.CancellationToken);
        await foreach (var entity in row)
            await house.Tables.Users.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, cancellationToken: TestContext.Current.CancellationToken);

        (await person.CallAsync(HttpMethod.Get, Pause)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.True((await person.CallAsync(HttpMethod.Get, "ops/session")).IsOk().Json["signedIn"]!.GetValue<bool>());
    }

    [Fact]
    public async Task ChangingCall_WithoutTheSessionsOwnToken_IsRefused()
    {
        await using var house = await ApiHouse.StartAsync();
        using var person = await house.SignedInAsync(ApiHouse.Operator, Somebody, Token, CallerReader.SystemAdministratorAppRole);
        const string Body = """{"paused":true,"reason":"a test"}""";

        (await person.CallAsync(HttpMethod.Put, Pause, Body)).IsProblem(HttpStatusCode.Forbidden, "antiforgery-missing");
        // Of another session, stolen or not.
        person.DefaultRequestHeaders.Add(CrossSiteDecision.Header, "token-of-another-session");
        (await person.CallAsync(HttpMethod.Put, Pause, Body)).IsProblem(HttpStatusCode.Forbidden, "antiforgery-missing");
        person.DefaultRequestHeaders.Remove(CrossSiteDecision.Header);
        person.DefaultRequestHeaders.Add(CrossSiteDecision.Header, Token);
        (await person.CallAsync(HttpMethod.Put, Pause, Body)).IsOk();
        // A page of somebody else's that has it all the same.
        person.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        (await person.CallAsync(HttpMethod.Put, Pause, Body)).IsProblem(HttpStatusCode.Forbidden, "antiforgery-missing");
    }

    [Theory]
    [InlineData("Bearer x")]
    [InlineData("Basic eDp5")]
    [InlineData("")]
    public async Task Call_WithAnAuthorizationHeader_IsJudgedByThatAlone(string authorization)
    {
        await using var house = await ApiHouse.StartAsync();
        using var person = await house.SignedInAsync(ApiHouse.Operator, Somebody, Token, CallerReader.SystemAdministratorAppRole);
        (await person.CallAsync(HttpMethod.Get, "v1/tenants")).IsOk();

        person.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        Assert.NotEqual(HttpStatusCode.OK, (await person.CallAsync(HttpMethod.Get, "v1/tenants")).Status);
    }

    [Fact]
    public async Task Call_WithHeadersThatNameSomebody_IsNobodys()
    {
        await using var house = await ApiHouse.StartAsync();
        using var browser = house.Browser();
        foreach (var (name, value) in ((string, string)[])[("X-MS-CLIENT-PRINCIPAL-ID", Somebody), ("X-Forwarded-User", Somebody), ("X-HTTP-Method-Override", "PUT"), ("Cookie", "nimbus-ops=x")])
            browser.DefaultRequestHeaders.TryAddWithoutValidation(name, value);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.CallAsync(HttpMethod.Get, "v1/tenants")).Status);
        Assert.False((await browser.CallAsync(HttpMethod.Get, "ops/session")).IsOk().Json["signedIn"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("chunks-2")]
    public async Task Call_WithACookieThatNobodySealed_IsNobodys(string cookie)
    {
        await using var house = await ApiHouse.StartAsync();
        using var browser = house.Browser();
        browser.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie.Name}={cookie}");

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.CallAsync(HttpMethod.Get, "v1/tenants")).Status);
        Assert.False((await browser.CallAsync(HttpMethod.Get, "ops/session")).IsOk().Json["signedIn"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Call_WithACookieWhileTheKeysAreAway_ServesWhatNeedsNoSession()
    {
        await using var house = await ApiHouse.StartAsync();
        var secrets = Assert.IsType<MemorySecrets>(house.Services.GetRequiredService<ISecretStore>());
        await house.Services.GetRequiredService<SessionKeyStore>().AddAsync(new("key"), TestContext.Current.CancellationToken);
        secrets.IsDown = true;
        using var browser = house.Browser();
        browser.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie.Name}=sealed");

        foreach (var open in (string[])["ops", "ops/app.js", "ops/app.css", "health/live", "health/ready"])
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri(open, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        (await browser.CallAsync(HttpMethod.Get, "ops/session")).IsProblem(HttpStatusCode.ServiceUnavailable, "session-keys-unavailable");
        (await browser.CallAsync(HttpMethod.Get, Pause)).IsProblem(HttpStatusCode.ServiceUnavailable, "session-keys-unavailable");
    }

    [Fact]
    public async Task Cookie_OfAnotherApp_IsNobodys()
    {
        await using var house = await ApiHouse.StartAsync();
        await using var other = await ApiHouse.StartAsync();
        using var browser = house.Browser();
        browser.DefaultRequestHeaders.Add("Cookie", $"{SessionCookie.Name}={await other.CookieAsync(ApiHouse.Operator, Somebody, Token, CallerReader.SystemAdministratorAppRole)}");

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.CallAsync(HttpMethod.Get, "v1/tenants")).Status);
    }

    [Fact]
    public async Task SignIn_WhereNoAddressIsSet_SaysSo()
    {
        await using var house = await ApiHouse.StartAsync();
        using var browser = house.Browser();

        (await browser.CallAsync(HttpMethod.Get, "ops/signin")).IsProblem(HttpStatusCode.ServiceUnavailable, "sign-in-not-configured");
        (await browser.CallAsync(HttpMethod.Get, "ops/callback?code=x")).IsProblem(HttpStatusCode.ServiceUnavailable, "sign-in-not-configured");
        Assert.False((await browser.CallAsync(HttpMethod.Get, "ops/session")).IsOk().Json["canSignIn"]!.GetValue<bool>());
    }

    [Fact]
    public void PagePermissions_EveryOne_IsInTheTable() => Assert.All(PagePermissions.All, one =>
    {
        Assert.Contains(one.Permission, PermissionTable.Names);
        Assert.Contains(Enum.GetValues<Role>(), role => PermissionTable.Of(one.Permission, role).HasFlag(one.Letter));
    });
}
