using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.IntegrationTests.Editions;

public sealed class StateTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_StateIsKept_Should_GoOnAfterARestart()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("nimbus-state-");
        var options = LocalEditionOptions.OnFreePorts with { Users = 20, Teams = 2, StateDirectory = folder.FullName };
        try
        {
            string joiner;
            string lastRun;
            await using (var first = await StartAsync(options))
            {
                var tenant = first.Simulator.Tenants[0].Id;
                using var http = LoopbackHttp.Create(first.Simulator.HttpAddress);
                ControlClient control = new(http);
                joiner = (await control.CreateUserAsync(tenant, Ct)).Id;
                await control.AddMemberAsync(tenant, first.Simulator.Tenants[0].Teams[0].Id, joiner, Ct);
                using var api = LoopbackHttp.Create(first.Api);
                lastRun = (await SyncWait.RunAsync(Api(first, api), TimeSpan.FromSeconds(60), Ct))![^1].Id;
            }

            // Nothing is synced here: what is shown was kept.
            await using var second = await StartAsync(options with { FirstSync = false });
            using var again = LoopbackHttp.Create(second.Api);
            var kept = await Api(second, again).FindUserAsync(joiner, Ct);
            var sync = await Api(second, again).SyncAsync(Ct);

            Assert.Equal(joiner, kept?.Id);
            Assert.True(NumberOf(sync.LastRun!.Id) >= NumberOf(lastRun));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<LocalEdition> StartAsync(LocalEditionOptions options) =>
        LocalEdition.StartAsync(options, new CollectedJournal(), TextWriter.Null, Ct);

    private static TenantApi Api(LocalEdition edition, HttpClient http)
    {
        var tenant = edition.Simulator.Tenants[0].Id;
        return new(new JsonCalls(http, () => edition.TokenForSystem(tenant)), tenant);
    }

    private static long NumberOf(string run) => long.Parse(run.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture);
}
