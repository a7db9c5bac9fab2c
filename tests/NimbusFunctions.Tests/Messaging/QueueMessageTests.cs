using Nimbus.Platform.Hosting;
using NimbusFunctions.Messaging;

namespace NimbusFunctions.Tests.Messaging;

public class QueueMessageTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-20T08:00:00.0000000+00:00", "2026-11-20T08:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z", "2026-11-22T12:00:00Z")]
    [InlineData("1601-01-01T00:00:00Z", "2026-11-22T12:00:00Z")]
    [InlineData("yesterday", "2026-11-22T12:00:00Z")]
    [InlineData(null, "2026-11-22T12:00:00Z")]
    public void From_WhatAnotherSystemWroteAsFirstSeen_IsBelievedOnlyWhereItCanBe(string? said, string seen)
    {
        var message = new TriggeredMessage
        {
            Body = new BinaryData("{}"),
            ApplicationProperties = new Dictionary<string, object?> { [QueueMessage.FirstSeenProperty] = said },
        };

        Assert.Equal(DateTimeOffset.Parse(seen, null), QueueMessage.From("presence", message, Now).FirstSeen);
    }
}
