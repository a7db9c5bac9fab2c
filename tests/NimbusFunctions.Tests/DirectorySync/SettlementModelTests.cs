using System.Globalization;

namespace NimbusFunctions.Tests.DirectorySync;

/// <summary>Many seeded days over the real decisions; <c>NIMBUS_SEEDS</c> says how many (200). A failing seed is named.</summary>
public class SettlementModelTests
{
    private static int Seeds => int.TryParse(
        Environment.GetEnvironmentVariable("NIMBUS_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seeds) ? seeds : 200;

    [Fact]
    public void When_AnyDayIsFollowedByQuiet_Should_EqualTheDirectoryAndHaveRemovedNobodyWhoIsInIt()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var model = new SettlementModel(random);
            model.FullComparison();
            for (var hour = 0; hour < 12; hour++)
            {
                for (var change = random.Next(6); change > 0; change--)
                    model.Change();
                model.Tell(mayBeLost: true);
                model.Run(quiet: false);
            }

            // Quiet: everything has been told, and the directory answers. A contradiction is looked at three times.
            model.Tell(mayBeLost: false);
            for (var quiet = 0; quiet < 5; quiet++)
                model.Run(quiet: true);
            model.Compare();

            Assert.True(model.Wrong is null, $"Seed {seed}: {model.Wrong}");
        }
    }
}
