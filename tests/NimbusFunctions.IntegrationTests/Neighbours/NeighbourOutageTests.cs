using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Neighbours;

/// <summary>Neighbours go for seconds while the app is at work. <c>bench neighbours</c> does it for a minute each (docs/reliability.md).</summary>
public sealed class NeighbourOutageTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_neighbours_are_lost_Should_tell_lose_nothing_and_recover_without_a_restart()
    {
        await using var rig = await NeighbourEdition.StartAsync(new CollectedJournal(), Stop);
        await using var news = await NewsBook.StartAsync(Stop);
        var driver = await OutageDriver.PrepareAsync(rig, news, Stop);
        var outages = Outage.All(rig);

        foreach (var name in (string[])["store-restarted", "broker-refused", "vault-refused"])
        {
            var result = await driver.RunAsync(outages[name], Length, Stop);
            Assert.True(result.Faults.Count == 0, $"{name}: {string.Join("; ", result.Faults)}");
        }
    }
}
