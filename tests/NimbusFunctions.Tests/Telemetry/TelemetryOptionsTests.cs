using Microsoft.Extensions.Configuration;
using NimbusFunctions.Telemetry;

namespace NimbusFunctions.Tests.Telemetry;

public sealed class TelemetryOptionsTests
{
    [Fact]
    public void Read_NothingSet_SendsNothing()
    {
        var (targets, errors) = Read([]);

        Assert.Empty(errors);
        Assert.False(targets.Any);
    }

    [Theory]
    [InlineData("https://collector.example:4318")]
    [InlineData("https://collector.example/otlp/")]
    [InlineData("http://127.0.0.1:4318")]
    [InlineData("http://localhost:4318")]
    public void Read_StandardVariable_NamesTheCollector(string address)
    {
        var (targets, errors) = Read(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address });

        Assert.Empty(errors);
        Assert.Equal(address.TrimEnd('/') + "/v1/traces", OtlpAddress.Of(targets.Otlp!, "traces").OriginalString);
    }

    [Theory]
    [InlineData("collector")]
    [InlineData("http://collector.example:4318")]
    [InlineData("ftp://collector.example")]
    [InlineData("https://user:word@collector.example")]
    [InlineData("https://collector.example?key=1")]
    [InlineData("https://collector.example#1")]
    public void Read_AddressThatIsNone_IsRefusedInBothPlaces(string address)
    {
        var (targets, errors) = Read(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address, ["Telemetry:OtlpEndpoint"] = address });

        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.DoesNotContain("word", error, StringComparison.Ordinal));
        Assert.Null(targets.Otlp);
    }

    [Fact]
    public void Read_Option_WinsOverTheVariable()
    {
        var (targets, _) = Read(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "https://one.example", ["Telemetry:OtlpEndpoint"] = "https://two.example" });

        Assert.Equal("two.example", targets.Otlp!.Host);
    }

    [Fact]
    public void Read_EverythingWrong_IsSaidAtOnce()
    {
        var (_, errors) = Read(new()
        {
            ["Telemetry:OtlpEndpoint"] = "nowhere",
            ["Telemetry:SampledPercent"] = "101",
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "nonsense",
        });

        Assert.Equal(3, errors.Count);
    }

    [Fact]
    public void Read_SettingsOfTheHost_NameTheIdentity()
    {
        var (targets, errors) = Read(new()
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://westeurope.example/",
            ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "ClientId=00000000-0000-0000-0000-000000000002;Authorization=AAD",
        });

        Assert.Empty(errors);
        Assert.True(targets.Any);
        Assert.Equal("00000000-0000-0000-0000-000000000002", targets.InsightsIdentity);
    }

    private static (TelemetryTargets Targets, List<string> Errors) Read(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var errors = new List<string>();
        return (TelemetryTargets.Read(configuration, configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new(), errors), errors);
    }
}
