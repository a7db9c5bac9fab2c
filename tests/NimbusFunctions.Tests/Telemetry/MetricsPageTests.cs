using System.Reflection;
using System.Text;
using NimbusFunctions.Telemetry;
using NimbusFunctions.Tests.Infra;

namespace NimbusFunctions.Tests.Telemetry;

public sealed class MetricsPageTests
{
    /// <summary>With NIMBUS_WRITE_DOCS=1 the page is written anew.</summary>
    [Fact]
    public void Page_InTheDocumentation_IsMadeOfTheInstruments()
    {
        var path = Path.Combine(Repository.Root, "docs", "metrics.md");
        if (Environment.GetEnvironmentVariable("NIMBUS_WRITE_DOCS") == "1")
            File.WriteAllText(path, MetricsPage.Write(), new UTF8Encoding(false));

        Assert.Equal(MetricsPage.Write(), File.ReadAllText(path));
    }

    [Fact]
    public void Instruments_All_AreRecordedBySomeMethod() =>
        Assert.Empty(AlertTests.Instruments().Keys.Except(MetricsPage.Recorded().Keys).Order());

    [Fact]
    public void Methods_ThatRecord_AreCalledByTheApp()
    {
        var sources = System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path) + "|" + path, File.ReadAllText, StringComparer.Ordinal);
        var methods = InstrumentSample.Holders.SelectMany(holder => holder
            .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Select(method => $"{holder.Name}.{method.Name}(")).ToArray();

        Assert.NotEmpty(methods);
        Assert.Empty(methods.Where(method => !sources.Values.Any(text => text.Contains(method, StringComparison.Ordinal))).Order());
    }

    [Fact]
    public void Meters_All_AreSubscribedTo() => Assert.All(
        AlertTests.Instruments().Values.Select(instrument => instrument.Meter.Name),
        meter => Assert.Contains(TelemetryPipelines.Meters, name => meter.StartsWith(name.TrimEnd('*'), StringComparison.Ordinal)));
}
