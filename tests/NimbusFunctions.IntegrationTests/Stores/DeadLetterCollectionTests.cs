using Microsoft.Extensions.Logging.Abstractions;
using Nimbus.Platform.Hosting;
using NimbusFunctions.IntegrationTests.Tables;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tests.Messaging;

namespace NimbusFunctions.IntegrationTests.Stores;

public class DeadLetterCollectionTests(AzuriteFixture azurite) : StoreCases(azurite)
{
    [Fact]
    public async Task Collect_WhatTheQueueGaveUp_IsKeptOnceWithTheQueuesReason()
    {
        var store = new DeadLetterStore(Tables);
        var collection = new DeadLetterCollection(store, TimeProvider.System, NullLogger<DeadLetterCollection>.Instance);
        var message = new TriggeredMessage
        {
            Body = BinaryData.FromString(Tenant),
            MessageId = "id-1",
            SessionId = Tenant,
            EnqueuedTime = Now,
            ApplicationProperties = new Dictionary<string, object?>
            {
                ["DeadLetterReason"] = "MaxDeliveryCountExceeded",
                [QueueMessage.AttemptProperty] = 3L,
            },
        };

        await collection.CollectAsync("directory-sync", message, Stop);
        await collection.CollectAsync("directory-sync", message, Stop);

        var letter = Assert.Single(await store.ReadDayAsync(Now, Stop), found => found.Body == Tenant);
        Assert.Contains("MaxDeliveryCountExceeded", letter.Reason, StringComparison.Ordinal);
        Assert.Equal((4, Now, Tenant), (letter.Attempts, letter.FirstSeen, letter.SessionId));
    }
}
