using System.Text;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tests.Messaging;

namespace NimbusFunctions.IntegrationTests.DirectorySync;

[Collection(LocalEditionCollection.Name)]
public class PoisonTests(LocalEditionFixture edition)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("not json at all", "cannot be read")]
    [InlineData("""{"tenant":"nobody","sequence":1,"slice":0}""", "names no tenant")]
    [InlineData("""{"tenant":"33333333-3333-3333-3333-333333333333","sequence":1,"slice":0}""", "does not exist")]
    [InlineData("""{"MessageId":"x","DeliveryCount":99}""", "names no tenant")]
    public async Task When_AMessageIsPoison_Should_BeKeptWithItsReason(string body, string reason)
    {
        edition.Edition.Broker.Broker.Queue("directory-sync").Send([Message(body)]);

        var letter = await FindAsync(body);

        Assert.Equal("directory-sync", letter.Queue);
        Assert.Contains(reason, letter.Reason, StringComparison.Ordinal);
    }

    private static BrokerMessage Message(string body) => new()
    {
        Body = Encoding.UTF8.GetBytes(body),
        MessageId = Guid.NewGuid().ToString(),
        SessionId = "poison",
    };

    private async Task<DeadLetter> FindAsync(string body)
    {
        var store = new DeadLetterStore(new StoreTables(new Azure.Data.Tables.TableServiceClient(edition.Edition.Azurite.ConnectionString)));
        var until = TimeProvider.System.GetUtcNow() + Patience;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            var day = await store.ReadDayAsync(TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken);
            if (day.FirstOrDefault(letter => letter.Body == body) is { } found)
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The message is in no row of DeadLetters.");
    }
}
