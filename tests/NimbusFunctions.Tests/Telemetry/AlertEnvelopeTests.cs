using System.Text.Json;
using Azure.Monitor.OpenTelemetry.Exporter;
using NimbusFunctions.Callbacks.Deliveries;
using NimbusFunctions.Telemetry;
using NimbusFunctions.Tests.Infra;
using NimbusFunctions.Tests.ServiceBus;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace NimbusFunctions.Tests.Telemetry;

/// <summary>What the alert rules ask of <c>AppMetrics</c> is in what the app sends.</summary>
public sealed class AlertEnvelopeTests
{
    [Fact]
    public void Alerts_All_FindTheirMetricWithItsTagsAndNumbers()
    {
        var envelopes = Sent();
        using var file = JsonDocument.Parse(InfraFiles.Read("alerts.json"));
        foreach (var alert in file.RootElement.GetProperty("alerts").EnumerateArray())
        {
            var (name, metric) = (alert.GetProperty("name").GetString(), alert.GetProperty("metric").GetString()!);
            var by = alert.TryGetProperty("by", out var tag) ? tag.GetString()! : "tenant";
            // Other tests of this process record too.
            var found = envelopes.Where(envelope => Metric(envelope).GetProperty("name").GetString() == metric
                && Property(envelope, by) is InstrumentSample.Tenant or InstrumentSample.Queue).ToList();
            Assert.True(found.Count > 0, $"{name}: nothing was sent of {metric} by {by}.");
            Assert.All(found, envelope => Assert.True(Metric(envelope).GetProperty("max").GetDouble() > 0 && Metric(envelope).GetProperty("value").GetDouble() > 0));
            foreach (var condition in new[] { "only", "share" })
            {
                if (alert.TryGetProperty(condition, out var asked))
                    Assert.Contains(found, envelope => Property(envelope, asked.GetProperty("tag").GetString()!) == asked.GetProperty("value").GetString());
            }
        }
    }

    [Fact]
    public void Counter_CountedTwice_ComesAsDifferences()
    {
        const string Tenant = "counted twice";
        var transport = new BreezeTransport(_ => new ScriptedResponse(200));
        using (var provider = Provider(transport))
        {
            CallbackMetrics.Missed(Tenant);
            provider.ForceFlush();
            CallbackMetrics.Missed(Tenant);
            CallbackMetrics.Missed(Tenant);
        }

        var missed = transport.Envelopes.Where(envelope => Metric(envelope).GetProperty("name").GetString() == "nimbus.callbacks.missed"
            && Property(envelope, "tenant") == Tenant).ToList();
        Assert.Equal([1.0, 2.0], missed.Select(envelope => Metric(envelope).GetProperty("value").GetDouble()));
    }

    private static IReadOnlyList<JsonElement> Sent()
    {
        var transport = new BreezeTransport(_ => new ScriptedResponse(200));
        using (var provider = Provider(transport))
        {
            InstrumentSample.Record();
            provider.ForceFlush();
        }

        return transport.Envelopes;
    }

    private static MeterProvider Provider(BreezeTransport transport) => Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(TelemetryCapability.Resource())
        .AddMeter("NimbusFunctions.*")
        .AddView(MetricViews.Of)
        .AddAzureMonitorMetricExporter(options =>
        {
            options.ConnectionString = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://westeurope.example/";
            options.Transport = transport;
        })
        .Build();

    private static JsonElement Metric(JsonElement envelope)
    {
        Assert.Equal("MetricData", envelope.GetProperty("data").GetProperty("baseType").GetString());
        Assert.Equal("nimbus-functions", envelope.GetProperty("tags").GetProperty("ai.cloud.role").GetString());
        return envelope.GetProperty("data").GetProperty("baseData").GetProperty("metrics")[0];
    }

    private static string? Property(JsonElement envelope, string name) =>
        envelope.GetProperty("data").GetProperty("baseData").GetProperty("properties").TryGetProperty(name, out var value) ? value.GetString() : null;
}
