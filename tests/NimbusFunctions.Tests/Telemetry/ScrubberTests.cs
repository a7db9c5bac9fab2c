using System.Diagnostics;
using NimbusFunctions.Telemetry;

namespace NimbusFunctions.Tests.Telemetry;

public sealed class ScrubberTests
{
    [Fact]
    public void OnEnd_TagsOfAnySource_KeepsThoseOnTheList()
    {
        using var span = new Activity("GET").Start();
        span.SetTag("url.full", "https://graph.microsoft.com/v1.0/users/alma@privat.example?$select=mail");
        span.SetTag("url.path", "/v1.0/users/alma");
        span.SetTag("user_agent.original", "alma");
        span.SetTag("server.address", "graph.microsoft.com");
        span.SetStatus(ActivityStatusCode.Error, "alma was not found");
        span.TraceStateString = "who=alma";

        using (var scrubber = new SpanScrubber())
            scrubber.OnEnd(span);

        Assert.Equal(["server.address", "url.full"], span.TagObjects.Select(tag => tag.Key).Order());
        Assert.DoesNotContain("alma", string.Join(' ', span.TagObjects.Select(tag => tag.Value)), StringComparison.Ordinal);
        Assert.Equal((ActivityStatusCode.Error, null, null), (span.Status, span.StatusDescription, span.TraceStateString));
    }

    [Fact]
    public void AddException_WhileQuiet_TellsTheKindAlone()
    {
        using var quiet = new QuietExceptions();
        using var source = new ActivitySource("Azure.Quiet");
        using var listener = new ActivityListener { ShouldListenTo = one => one == source, Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        using var span = source.StartActivity("GetSecret")!;

        span.AddException(new InvalidOperationException("alma"));

        var tags = Assert.Single(span.Events).Tags.ToDictionary(tag => tag.Key, tag => tag.Value);
        Assert.Equal("System.InvalidOperationException", tags["exception.type"]);
        Assert.Equal("", tags["exception.message"]);
        Assert.Equal("", tags["exception.stacktrace"]);
    }
}
