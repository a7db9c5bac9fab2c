using System.Text.Json;
using System.Text.RegularExpressions;

namespace NimbusFunctions.Tests.Infra;

/// <summary>What the templates of the deployment say, as far as the app must agree with it.</summary>
internal static partial class InfraFiles
{
    private static string Folder => Path.Combine(Repository.Root, "infra");

    /// <summary>All templates, by their path in the folder.</summary>
    public static IReadOnlyDictionary<string, string> Templates { get; } = System.IO.Directory
        .EnumerateFiles(Folder, "*.bicep", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>Names of the settings that the function app is given.</summary>
    public static IReadOnlySet<string> AppSettings { get; } = SettingName()
        .Matches(Templates["app/functions.bicep"])
        .Select(match => match.Groups[1].Value)
        .Concat(Options.SelectMany(section => section.Value.Keys.Select(option => $"{section.Key}__{option}")))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Values of <c>settings.json</c> by section and option.</summary>
    public static IReadOnlyDictionary<string, Dictionary<string, JsonElement>> Options =>
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, JsonElement>>>(Read("settings.json"))!;

    /// <summary>The whole numbers of the settings' type, with the range that the template allows.</summary>
    public static IReadOnlyList<(string Section, string Option, int Least, int Most)> Ranges { get; } = [.. SectionOfType()
        .Matches(Templates["app/types.bicep"])
        .SelectMany(section => Range().Matches(section.Groups[2].Value).Select(range => (
            section.Groups[1].Value,
            range.Groups[3].Value,
            int.Parse(range.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(range.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))))];

    /// <summary>Names of the parameters of the deployment.</summary>
    public static IReadOnlyList<string> Parameters { get; } = [.. Parameter().Matches(Templates["main.bicep"]).Select(match => match.Groups[1].Value)];

    /// <summary>Names of the alerts on metrics of the app.</summary>
    public static IReadOnlyList<string> AlertNames { get; } =
        [.. JsonDocument.Parse(Read("alerts.json")).RootElement.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("name").GetString()!)];

    /// <summary>Text of a file of the folder.</summary>
    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    // A setting stands at the first level of a variable of functions.bicep.
    [GeneratedRegex(@"^  ([A-Za-z]+__[A-Za-z]+|[A-Z]+(?:_[A-Z]+)+): ", RegexOptions.Multiline)]
    private static partial Regex SettingName();

    [GeneratedRegex(@"^  ([A-Z][A-Za-z]+): \{\n(.*?)^  \}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SectionOfType();

    [GeneratedRegex(@"^param (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"@minValue\((\d+)\)\s+@maxValue\((\d+)\)\s+(\w+): int")]
    private static partial Regex Range();
}
