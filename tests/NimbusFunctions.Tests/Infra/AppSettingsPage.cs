using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NimbusFunctions.Tests.Infra;

/// <summary>Writes docs/app-settings.md: every setting of the app, from the options' own documentation, defaults and ranges.</summary>
internal static partial class AppSettingsPage
{
    private const string Head = """
        # Settings of the app
        What an operator sets for the app as a whole, as environment variables (app settings in Azure). The deployment sets them from `infra/settings.json` and the parameters of `infra/main.bicep`; the local edition sets its own. What a tenant's administrator sets stands in [settings.md](settings.md).

        Everything is read and checked at start: the app refuses to start with a wrong setting and lists all that is wrong at once. This page is made of the options' records and held by a test.

        ## Connections
        Each in one of two forms: a connection string (local), or an address and the app's identity (Azure).

        | setting | |
        |---|---|
        | `Storage`, or `Storage__tableServiceUri` with `Storage__clientId` | the tables; without a client id the system-assigned identity |
        | `HistoryStorage`, or `HistoryStorage__tableServiceUri` | where the table `History` lies; left out: the same account |
        | `ServiceBus`, or `ServiceBus__fullyQualifiedNamespace` with `ServiceBus__clientId` | the queues; the host reads the same ones |

        """;

    private static readonly Dictionary<string, string> Summaries = XDocument
        .Load(Path.ChangeExtension(typeof(StartupOptions).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")), StringComparer.Ordinal);

    public static string Write()
    {
        var page = new StringBuilder(Head);
        foreach (var (section, type) in OptionSections.Types.OrderBy(section => section.Key, StringComparer.Ordinal))
        {
            var summary = SectionSays().Replace(Summaries[$"T:{type.FullName}"], "").Trim();
            page.Append(CultureInfo.InvariantCulture, $"\n## {section}\n{char.ToUpperInvariant(summary[0])}{summary[1..]}\n\n| setting | default | |\n|---|---|---|\n");
            var defaults = OptionSections.Defaults(section);
            foreach (var property in OptionSections.Settable(type))
            {
                var value = Convert.ToString(property.GetValue(defaults), CultureInfo.InvariantCulture);
                page.Append(CultureInfo.InvariantCulture, $"| `{section}__{property.Name}` | {Shown(value)} | {Summaries[$"P:{type.FullName}.{property.Name}"]} |\n");
            }
        }

        return page.ToString();
    }

    private static string Shown(string? value) => string.IsNullOrEmpty(value) ? "none" : $"`{value}`";

    private static string Text(XElement? summary)
    {
        if (summary is null)
            return "";
        var parts = summary.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement reference when reference.Attribute("cref") is { } name => $"`{name.Value[(name.Value.LastIndexOf('.') + 1)..]}`",
            _ => "",
        });
        return Blanks().Replace(string.Concat(parts), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    // What names the section again, in the two ways that the options do.
    [GeneratedRegex(@"^Section `\w+`: |\s*\(configuration section `\w+`\)")]
    private static partial Regex SectionSays();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
