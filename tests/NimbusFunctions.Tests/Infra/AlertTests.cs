using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NimbusFunctions.Tests.Infra;

public sealed partial class AlertTests
{
    [Fact]
    public void Alerts_EveryMetric_IsOneThatTheAppEmits()
    {
        var emitted = Instruments().Keys.ToArray();
        var named = InfraFiles.Templates.Values.Append(InfraFiles.Read("alerts.json"))
            .SelectMany(text => MetricName().Matches(text))
            .Select(match => match.Value)
            .Distinct()
            .ToArray();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(emitted).Order());
    }

    // What counts is added up, what measures is not.
    [Fact]
    public void Alerts_TheirAggregation_FitsTheInstrument()
    {
        var instruments = Instruments();
        using var file = JsonDocument.Parse(InfraFiles.Read("alerts.json"));
        foreach (var alert in file.RootElement.GetProperty("alerts").EnumerateArray())
        {
            var type = instruments[alert.GetProperty("metric").GetString()!].GetType().GetGenericTypeDefinition();
            Assert.Equal(type == typeof(Counter<>) ? "Total" : "Maximum", alert.GetProperty("aggregation").GetString());
        }
    }

    [Fact]
    public void Alerts_TheirNames_AreUnique() => Assert.Equal(InfraFiles.AlertNames.Count, InfraFiles.AlertNames.Distinct().Count());

    internal static Dictionary<string, Instrument> Instruments() => typeof(StartupOptions).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => typeof(Instrument).IsAssignableFrom(field.FieldType) && !field.DeclaringType!.ContainsGenericParameters)
        .Select(field => (Instrument)field.GetValue(null)!)
        .ToDictionary(instrument => instrument.Name, StringComparer.Ordinal);

    [GeneratedRegex(@"nimbus(?:\.[a-z_]+)+")]
    private static partial Regex MetricName();
}
