using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.IntegrationTests.Editions;

public sealed class SeveralHostsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_ThereAreTwoHosts_Should_BothServeTheOneStore()
    {
        await using var edition = await LocalEdition.StartAsync(
            LocalEditionOptions.OnFreePorts with { Users = 20, Teams = 2, Hosts = 2 }, new CollectedJournal(), TextWriter.Null, Ct);
        var tenant = edition.Simulator.Tenants[0].Id;

        Assert.Equal(2, edition.Hosts.Select(host => host.Address).Distinct().Count());
        Assert.All(await Task.WhenAll(edition.Hosts.Select(async host =>
        {
            using var http = LoopbackHttp.Create(host.Address);
            http.DefaultRequestHeaders.Authorization = new("Bearer", edition.TokenForSystem(tenant));
            return await http.GetStringAsync(new Uri($"v1/tenants/{tenant}/services", UriKind.Relative), Ct);
        })), body => Assert.Contains(edition.Simulator.Tenants[0].Teams[1].Id, body, StringComparison.Ordinal));
    }
}
