using System.Globalization;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.IntegrationTests.DirectorySync;

/// <summary>The app killed at any moment of a sync ends in the right state; <c>NIMBUS_CRASH_SEEDS</c> says how often (10).</summary>
public class CrashDuringSyncTests
{
    private static int Seeds => int.TryParse(
        Environment.GetEnvironmentVariable("NIMBUS_CRASH_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seeds)
        ? seeds
        : 10;

    [Fact]
    public async Task When_TheAppIsKilledDuringSyncs_Should_EqualTheDirectoryAfterQuiet()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var edition = await LocalEdition.StartAsync(
            LocalEditionOptions.OnFreePorts with { Users = 80, Teams = 6 }, new QuietJournal(), TextWriter.Null, cancellation);
        var tenant = edition.Simulator.Tenants[0].Id;
        using var http = new HttpClient(new TryAgain()) { BaseAddress = edition.Api };
        using var controlHttp = new HttpClient { BaseAddress = edition.Simulator.HttpAddress };
        var api = new TenantApi(new JsonCalls(http, () => edition.TokenForSystem(tenant)), tenant);
        var day = new CrashDay(edition, api, new ControlClient(controlHttp));
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var difference = await day.RunAsync(seed, cancellation);
            Assert.True(difference is null, $"Seed {seed}: {difference}");
        }
    }
}
