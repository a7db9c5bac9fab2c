using System.Diagnostics;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Tests.Telemetry;

public sealed class MessageTraceTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Theory]
    [InlineData("traceparent")]
    [InlineData("Diagnostic-Id")]
    public void Start_MessageThatNamesItsTrace_GoesOnWithIt(string property)
    {
        using var call = new Activity("the host's call").Start();
        using var activity = MessageActivity.Start(new("q", "", null, 0, default), MessageTrace.Read(new Dictionary<string, object?> { [property] = Parent }));

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", activity.TraceId.ToHexString());
        Assert.Equal("b7ad6b7169203331", activity.ParentSpanId.ToHexString());
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", DeadLetter.From(new("q", "", null, 0, default), null, "", default).TraceId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-00")]
    [InlineData(7)]
    [InlineData(null)]
    public void Read_AnythingElse_IsNoTrace(object? value)
    {
        Assert.Null(MessageTrace.Read(new Dictionary<string, object?> { ["traceparent"] = value, ["Diagnostic-Id"] = value }));
        using var call = new Activity("the host's call").Start();
        using var activity = MessageActivity.Start(new("q", "", null, 0, default), null);
        Assert.Equal(call.TraceId, activity.TraceId);
    }

    [Theory]
    [InlineData(Parent)]
    [InlineData(null)]
    public void Row_WrittenAndRead_KeepsTheTrace(string? trace)
    {
        var message = new OutboxMessage(7, "q", "id", "{}", null, trace);

        Assert.Equal(message, OutboxRow.Read(OutboxRow.Write(TaskPartition.Of("t", "s", Modality.Email), message)));
    }
}
