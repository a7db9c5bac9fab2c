using System.Globalization;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tests.Infra;

public sealed class AppSettingsTests
{
    /// <summary>What the deployment sets on purpose not, and why.</summary>
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal)
    {
        ["Entra__AssertionFile"] = "local edition",
        ["Entra__CertificateAuthorityFile"] = "local edition",
        ["Clock__AheadFile"] = "local edition",
        ["Secrets__LocalEndpoint"] = "local edition",
        ["Callbacks__LocalReceivers"] = "local edition",
        ["Storage"] = "a connection string; the deployment has identities",
        ["ServiceBus"] = "a connection string; the deployment has identities",
        ["HistoryStorage"] = "a connection string; the deployment has identities",
    };

    /// <summary>What the Functions host reads and the app does not.</summary>
    private static readonly HashSet<string> OfTheHost = new(StringComparer.Ordinal)
    {
        "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__blobServiceUri",
        "AzureWebJobsStorage__tableServiceUri",
        "ServiceBus__credential",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    };

    [Fact]
    public void AppSettings_EveryOptionOfTheApp_IsSetOrLeftOutOnPurpose()
    {
        var read = ReadByTheApp();

        Assert.NotEmpty(read);
        Assert.Empty(read.Except(InfraFiles.AppSettings).Except(LeftOut.Keys).Order());
        Assert.Empty(LeftOut.Keys.Except(read).Order());
        Assert.Empty(LeftOut.Keys.Intersect(InfraFiles.AppSettings).Order());
    }

    [Fact]
    public void AppSettings_EverySetting_IsReadByTheAppOrTheHost()
    {
        Assert.Empty(InfraFiles.AppSettings.Except(ReadByTheApp()).Except(OfTheHost).Order());
        Assert.Empty(OfTheHost.Except(InfraFiles.AppSettings).Order());
    }

    // Flex Consumption has the runtime in functionAppConfig and refuses or ignores these.
    [Theory]
    [InlineData("FUNCTIONS_WORKER_RUNTIME")]
    [InlineData("FUNCTIONS_EXTENSION_VERSION")]
    [InlineData("AzureWebJobsStorage")]
    [InlineData("WEBSITE_RUN_FROM_PACKAGE")]
    public void AppSettings_WhatFlexConsumptionForbids_IsNotSet(string name) => Assert.DoesNotContain(name, InfraFiles.AppSettings);

    [Fact]
    public void Settings_EveryValue_IsTheAppsDefault()
    {
        foreach (var (section, options) in InfraFiles.Options)
        {
            var defaults = OptionSections.Defaults(section);
            foreach (var (option, value) in options)
            {
                var expected = Convert.ToString(OptionSections.Property(section, option).GetValue(defaults), CultureInfo.InvariantCulture);
                Assert.Equal($"{section}__{option}={expected}", $"{section}__{option}={value}");
            }
        }
    }

    [Fact]
    public void Settings_EveryNumber_HasARangeInTheTemplate()
    {
        var numbers = InfraFiles.Options.SelectMany(section => section.Value
            .Where(option => option.Value.ValueKind == System.Text.Json.JsonValueKind.Number)
            .Select(option => $"{section.Key}__{option.Key}"));

        Assert.Equal(numbers.Order(), InfraFiles.Ranges.Select(range => $"{range.Section}__{range.Option}").Order());
    }

    // Settings of one section and range go together: some must not be below another.
    [Fact]
    public void Ranges_TheirEnds_AreThoseOfTheApp()
    {
        Assert.NotEmpty(InfraFiles.Ranges);
        foreach (var alike in InfraFiles.Ranges.GroupBy(range => (range.Section, range.Least, range.Most)))
        {
            var (section, least, most) = alike.Key;
            Assert.Empty(With(section, alike.Select(range => range.Option), least));
            Assert.Empty(With(section, alike.Select(range => range.Option), most));
            Assert.NotEmpty(With(section, alike.Select(range => range.Option), least - 1));
            Assert.NotEmpty(With(section, alike.Select(range => range.Option), most + 1));
        }
    }

    private static IReadOnlyList<string> With(string section, IEnumerable<string> options, int value)
    {
        var settings = OptionSections.Defaults(section);
        foreach (var option in options)
        {
            var property = OptionSections.Property(section, option);
            property.SetValue(settings, Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
        }

        return OptionSections.Errors(settings);
    }

    private static HashSet<string> ReadByTheApp()
    {
        var asked = new AskedConfiguration();
        ConnectionOptions.Read(asked, []);
        return [.. OptionSections.Names, .. asked.Names];
    }
}
