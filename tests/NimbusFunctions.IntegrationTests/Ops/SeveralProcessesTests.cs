using System.Net;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Arrivals;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Simulator.Entra;

namespace NimbusFunctions.IntegrationTests.Ops;

/// <summary>Sessions of several processes of the app, of a moved clock, and with a store of secrets that is down.</summary>
public sealed class SeveralProcessesTests
{
    private static readonly LocalEditionOptions Small = LocalEditionOptions.OnFreePorts with { Users = 20, Teams = 1, RegisterTenants = false };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_two_processes_serve_one_browser_Should_both_know_its_session()
    {
        // As behind one address in the cloud.
        await using var edition = await LocalEdition.StartAsync(
            Small with { Hosts = 2, AppSettings = new Dictionary<string, string> { ["Ops__PublicAddress"] = "http://127.0.0.1:9" } }, new CollectedJournal(), TextWriter.Null, Stop);
        using var browser = new Browser(edition.Hosts[0].Address, edition.Simulator.HttpAddress);
        using var other = new Browser(edition.Hosts[1].Address, edition.Simulator.HttpAddress);
        // Both make the first key at once.
        var begun = await Task.WhenAll(browser.BeginAsync(People.OperatorUpn), other.BeginAsync(People.OperatorUpn));

        browser.App = edition.Hosts[1].Address;
        Assert.Equal("/ops", await browser.FinishAsync(await browser.AtEntraAsync(begun[0])));
        foreach (var host in edition.Hosts)
        {
            browser.App = host.Address;
            Assert.True((await browser.SessionAsync()).GetProperty("isOperator").GetBoolean());
        }

        other.App = edition.Hosts[0].Address;
        Assert.Equal("/ops", await other.FinishAsync(await other.AtEntraAsync(begun[1])));
        edition.Hosts[0].KillWorker();
        await AppAnswer.WaitAsync(edition.Hosts[0].Address, Stop);
        Assert.True((await other.SessionAsync()).GetProperty("isOperator").GetBoolean());

        // An hour after the sign-in the session is over, however much it was used.
        Assert.True(edition.Clock.TryMove(TimeSpan.FromMinutes(61)));
        await ArrivalsFixture.UntilAsync(async () => !(await other.SessionAsync()).GetProperty("signedIn").GetBoolean(), "the app has seen the moved clock, and the session is over");
        Assert.Equal(HttpStatusCode.Unauthorized, await other.StatusAsync(HttpMethod.Get, "/v1/tenants"));
    }

    [Fact]
    public async Task When_the_store_of_secrets_is_down_Should_start_serve_bearers_and_sign_nobody_in()
    {
        await using var edition = await LocalEdition.StartAsync(Small, new CollectedJournal(), TextWriter.Null, Stop);
        using var browser = new Browser(edition.Api, edition.Simulator.HttpAddress);
        using var control = LoopbackHttp.Create(edition.Simulator.HttpAddress);
        Assert.Equal(201, (await control.CallAsync(HttpMethod.Post, "_control/vault/faults", """{"match":"","status":503,"times":0}""")).Status);

        using var begun = await browser.SendAsync(HttpMethod.Get, "/ops/signin");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, begun.StatusCode);
        Assert.NotNull(begun.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(
            HttpMethod.Get, "/v1/tenants", ("Authorization", $"Bearer {edition.TokenForSystem(edition.Simulator.Tenants[0].Id)}")));
        Assert.Equal(204, (await control.CallAsync(HttpMethod.Delete, "_control/vault/faults")).Status);
        Assert.Equal(People.OperatorUpn, Uri.UnescapeDataString((await browser.BeginAsync(People.OperatorUpn)).Query.Split("login_hint=")[1]));
    }
}
