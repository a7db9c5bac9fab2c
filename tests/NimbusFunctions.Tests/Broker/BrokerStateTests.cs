using NimbusFunctions.Local.Broker;
using static NimbusFunctions.Tests.Broker.TestBroker;

namespace NimbusFunctions.Tests.Broker;

public sealed class BrokerStateTests : IDisposable
{
    private readonly string directory = Path.Combine(Path.GetTempPath(), $"broker-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (System.IO.Directory.Exists(directory))
            System.IO.Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task SaveAndLoad_EverythingInAQueue_IsThereAgain()
    {
        using var before = new TestBroker(maxDeliveryCount: 2);
        var start = before.Clock.GetUtcNow();
        before.Send(Message("dead", id: "d"));
        before.Queue.Abandon((await before.ReceiveNow())!.LockToken);
        before.Queue.Abandon((await before.ReceiveNow())!.LockToken);
        before.Send(Full(), Message("later", id: "l") with { ScheduledEnqueueTime = start.AddMinutes(1) });
        var held = (await before.ReceiveNow())!;
        new BrokerState(directory).Save(before.Broker);

        using var after = new TestBroker(maxDeliveryCount: 2);
        new BrokerState(directory).Load(after.Broker);

        Assert.Equal(new QueueCounts(Active: 1, Scheduled: 1, DeadLetter: 1, Locked: 0), after.Queue.Counts);
        var message = (await after.ReceiveNow())!;
        Assert.Equal(2, message.DeliveryCount);
        Assert.Equal(held.SequenceNumber, message.SequenceNumber);
        Assert.Equal(Full().ApplicationProperties, message.Message.ApplicationProperties);
        Assert.Equal(
            Full() with { Body = default, ApplicationProperties = message.Message.ApplicationProperties },
            message.Message with { Body = default });
        Assert.Equal(Full().Body.ToArray(), message.Message.Body.ToArray());
        Assert.Equal("work", (await after.ReceiveDeadLetter())!.DeadLetterSource);
        after.Send(Message("again", id: "l"));
        after.Clock.Advance(TimeSpan.FromMinutes(1));
        var later = (await after.ReceiveNow())!;
        Assert.Equal("later", Text(later));
        Assert.True(later.SequenceNumber > held.SequenceNumber);
        Assert.Null(await after.ReceiveNow());
    }

    [Fact]
    public void Load_NothingKept_StartsEmpty()
    {
        using var broker = new TestBroker();

        new BrokerState(directory).Load(broker.Broker);

        Assert.Equal(new QueueCounts(0, 0, 0, 0), broker.Queue.Counts);
    }

    [Fact]
    public void Load_DamagedFile_NamesIt()
    {
        System.IO.Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "broker.json"), "[{]");
        using var broker = new TestBroker();

        var e = Assert.Throws<InvalidDataException>(() => new BrokerState(directory).Load(broker.Broker));

        Assert.Contains("broker.json", e.Message, StringComparison.Ordinal);
    }

    private static BrokerMessage Full() => new()
    {
        Body = new byte[] { 0, 255, 1 },
        MessageId = "m",
        SessionId = "s",
        Subject = "subject ü",
        CorrelationId = "c",
        ContentType = "application/json",
        To = "to",
        ReplyTo = "reply",
        TimeToLive = TimeSpan.FromDays(1),
        ApplicationProperties = new Dictionary<string, object>
        {
            ["string"] = "a:b",
            ["bool"] = true,
            ["int"] = -1,
            ["long"] = long.MaxValue,
            ["ulong"] = ulong.MaxValue,
            ["short"] = (short)-7,
            ["byte"] = (byte)7,
            ["float"] = 0.1f,
            ["double"] = double.Epsilon,
            ["decimal"] = 1.10m,
            ["char"] = ':',
            ["guid"] = Guid.Parse("2f0d3a1c-9f5e-4b43-8c58-77a5a2a1b001"),
            ["instant"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)),
            ["dateTime"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            ["span"] = TimeSpan.FromMilliseconds(1234),
            ["uri"] = new Uri("https://example.com/a?b"),
        },
    };
}
