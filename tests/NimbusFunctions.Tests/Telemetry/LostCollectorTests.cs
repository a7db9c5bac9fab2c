using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Messaging;
using NimbusFunctions.Telemetry;

namespace NimbusFunctions.Tests.Telemetry;

/// <summary>A collector that is lost costs those nothing who are measured.</summary>
public sealed class LostCollectorTests
{
    private const int Spans = 20_000;

    // Enough for a busy machine, and far below what one attempt to send takes.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Start_CollectorThatHangsOrRefuses_MakesNobodyWait(bool hangs, bool insights)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        if (!hangs)
            listener.Stop();
        var targets = insights
            ? new TelemetryTargets(null, $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint={address}", null, 100)
            : new TelemetryTargets(address, null, null, 100);
        // Short waits of the SDK itself, so that the end of the test is no wait either.
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OTEL_BSP_SCHEDULE_DELAY"] = "50",
            ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "300",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
            ["OTEL_METRIC_EXPORT_TIMEOUT"] = "100",
        }).Build();
        using var pipelines = new TelemetryPipelines(targets, configuration, NullLoggerFactory.Instance);
        await pipelines.StartAsync(TestContext.Current.CancellationToken);

        var began = Stopwatch.GetTimestamp();
        for (var span = 0; span < Spans; span++)
        {
            using var activity = MessageActivity.Start(new QueueMessage("lost", "", null, 0, default), null);
            Assert.True(activity.Recorded);
            MessageMetrics.Began("lost", TimeSpan.Zero);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Bound);
    }
}
