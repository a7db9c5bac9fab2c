using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Host;
using NimbusFunctions.Tests.Hosting;

namespace NimbusFunctions.Tests.Host;

/// <summary>The local host writes what the real one was recorded to write.</summary>
public class EnvelopeRecordingTests
{
    private static readonly DateTimeOffset Enqueued = new(2026, 11, 22, 1, 2, 3, 456, TimeSpan.Zero);
    private static readonly TimerSchedule EveryMinute = TimerSchedule.Parse("0 * * * * *");

    [Theory]
    [InlineData("default/002-TimerTick-.txt")]
    [InlineData("forwarding/011-TimerTick-.txt")]
    [InlineData("forwarding/015-TimerTick-.txt")]
    [InlineData("forwarding/017-TimerTick-.txt")]
    public void TimerEnvelope_Recorded_IsTheSame(string file)
    {
        var recorded = JsonNode.Parse(Assert.Single(Recording.Read(file)).Body)!;
        var status = recorded["Data"]!["myTimer"]!["ScheduleStatus"];
        var last = status is null || status["Last"]!.GetValue<string>().StartsWith("0001", StringComparison.Ordinal) ? (DateTimeOffset?)null : Time(status["Last"]!);
        var written = TimerEnvelope.Write(
            new("TimerTick", "myTimer", EveryMinute, false, true),
            status is null ? null : new(last, Time(status["Next"]!)),
            false,
            Time(recorded["Metadata"]!["sys"]!["UtcNow"]!));

        recorded["Metadata"]!["sys"]!["RandGuid"] = "";
        var ours = JsonNode.Parse(written)!;
        ours["Metadata"]!["sys"]!["RandGuid"] = "";
        Assert.Equal(recorded.ToJsonString(), ours.ToJsonString());
    }

    [Theory]
    [InlineData("single, JSON object body (string)", """{"orderId":7,"note":"hi"}""", false)]
    [InlineData("single, plain text body", "hello", false)]
    [InlineData("single, body is a JSON number text", "17", false)]
    [InlineData("single, dataType binary (byte[])", "\u0001\u0002ÿ", true)]
    public void MessageEnvelope_Simulated_HasTheSameKeysAndValues(string heading, string body, bool binary)
    {
        var bytes = binary ? Encoding.Latin1.GetBytes(body) : Encoding.UTF8.GetBytes(body);
        var message = new LockedMessage(
            new BrokerMessage
            {
                Body = bytes,
                MessageId = "abc-1",
                SessionId = "sess-1",
                Subject = "s",
                CorrelationId = "c-1",
                ContentType = "application/json",
                ApplicationProperties = new Dictionary<string, object> { ["k"] = "v", ["n"] = 3, ["when"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) },
            },
            Guid.Parse("0f5c1e1a-7d0c-4e1d-9c57-3a6a3f2b9f10"), 1, 42, Enqueued, Enqueued, Enqueued.AddDays(14), null);
        var recorded = JsonNode.Parse(Recording.Simulated(heading))!.AsObject();
        // The sample's alias was filled by hand with fewer properties.
        recorded["Metadata"]!["UserProperties"] = recorded["Metadata"]!["ApplicationProperties"]!.DeepClone();
        AssertSame(recorded, MessageEnvelope.Write(new("F", "msg", "q", true, false, binary), [message], Enqueued));
    }

    [Fact]
    public void MessageEnvelope_SimulatedBatch_HasTheSameValues()
    {
        LockedMessage Message(string body, string id, int deliveries, long number, int second, string property) => new(
            new BrokerMessage { Body = Encoding.UTF8.GetBytes(body), MessageId = id, SessionId = "s", ApplicationProperties = new Dictionary<string, object> { ["k"] = property } },
            Guid.NewGuid(), deliveries, number, new(2026, 11, 22, 1, 2, second, TimeSpan.Zero), Enqueued, DateTimeOffset.MaxValue, null);
        var recorded = JsonNode.Parse(Recording.Simulated("batch cardinality many (string[])"))!.AsObject();
        var written = JsonNode.Parse(MessageEnvelope.Write(
            new("F", "msg", "q", true, true, false), [Message("""{"a":1}""", "m1", 1, 1, 3, "v1"), Message("two", "m2", 3, 2, 4, "v2")], Enqueued))!;

        Assert.Equal(recorded["Data"]!.ToJsonString(), written["Data"]!.ToJsonString());
        foreach (var (name, value) in recorded["Metadata"]!.AsObject())
            Assert.Equal(value!.ToJsonString(), written["Metadata"]![name]?.ToJsonString());
        Assert.Equal(written["Metadata"]!["ApplicationPropertiesArray"]!.ToJsonString(), written["Metadata"]!["UserPropertiesArray"]!.ToJsonString());
        Assert.Null(written["Metadata"]!["SubjectArray"]);
    }

    [Fact]
    public void MessageEnvelope_BodyFieldsNamedLikeMetadata_OverrideItAsOnTheRealHost()
    {
        var message = new LockedMessage(
            new BrokerMessage { Body = """{"messageid":"evil","DeliveryCount":99,"list":[1],"nothing":null,"yes":true,"o":{"a":1}}"""u8.ToArray(), MessageId = "real" },
            Guid.NewGuid(), 1, 1, Enqueued, Enqueued, DateTimeOffset.MaxValue, null);
        var metadata = JsonNode.Parse(MessageEnvelope.Write(new("F", "msg", "q", false, false, false), [message], Enqueued))!["Metadata"]!;
        Assert.Equal("\"evil\"", metadata["MessageId"]!.GetValue<string>());
        Assert.Equal("\"99\"", metadata["DeliveryCount"]!.GetValue<string>());
        Assert.Equal("\"\"", metadata["nothing"]!.GetValue<string>());
        Assert.Equal("\"True\"", metadata["yes"]!.GetValue<string>());
        Assert.Equal("""{"a":1}""", metadata["o"]!.ToJsonString());
        Assert.Null(metadata["list"]);
        Assert.Null(metadata["messageid"]);
    }

    private static void AssertSame(JsonObject recorded, byte[] written)
    {
        var ours = JsonNode.Parse(written)!.AsObject();
        Assert.True(ours["Metadata"]!.AsObject().Remove("sys"), "The host always adds sys.");
        Assert.Equal(recorded["Data"]!.ToJsonString(), ours["Data"]!.ToJsonString());
        Assert.Equal(Values(recorded), Values(ours));

        static IEnumerable<string> Values(JsonObject envelope) =>
            envelope["Metadata"]!.AsObject().Select(member => $"{member.Key}={member.Value!.ToJsonString()}").Order(StringComparer.Ordinal);
    }

    private static DateTimeOffset Time(JsonNode text) => DateTimeOffset.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture);
}
