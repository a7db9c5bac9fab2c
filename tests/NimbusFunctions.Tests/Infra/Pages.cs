using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace NimbusFunctions.Tests.Infra;

/// <summary>What the pages of the repository tell people to type and to call.</summary>
internal static partial class Pages
{
    /// <summary>The pages, by their path.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = System.IO.Directory.EnumerateFiles(Repository.Root, "*.md")
        .Concat(System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md"))
        .ToDictionary(path => Path.GetRelativePath(Repository.Root, path), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>Command lines of a project's program, without the program: words, where <c>$NAME</c> and <c>&lt;what&gt;</c> stand for one.</summary>
    public static IEnumerable<(string Page, string[] Words)> CommandsOf(string text, string page, string project) => Command().Matches(text)
        .Where(match => match.Groups["project"].Value == project)
        .Select(match => (page, CommandLineParser.SplitCommandLine(match.Groups["rest"].Value).ToArray()));

    /// <summary>Calls of the API: method and path without its query.</summary>
    public static IEnumerable<(string Page, string Method, string Path)> CallsOf(string text, string page) => Quoted().Matches(text)
        .SelectMany(match => match.Groups["methods"].Value.Split(", ").Select(method => (page, method, match.Groups["path"].Value)))
        .Concat(Curl().Matches(text).Select(match => (
            page,
            match.Groups["method"].Success ? match.Groups["method"].Value : "GET",
            match.Groups["path"].Value)));

    [GeneratedRegex(@"dotnet run (?:-c Release )?--project (?<project>\w+)(?: -- (?<rest>(?:[\w$./\-<> ]|""[^""\n]*"")+))?")]
    private static partial Regex Command();

    [GeneratedRegex(@"`(?<methods>(?:GET|POST|PUT|PATCH|DELETE)(?:, (?:GET|POST|PUT|PATCH|DELETE))*) (?<path>/(?:v1|v2|health|ops)/[\w{}/\-.]+)(?:\?[^`]*)?`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"curl (?:-X (?<method>[A-Z]+) )?[^\n]*?http://127\.0\.0\.1:7071(?<path>/[\w$/\-.]+)")]
    private static partial Regex Curl();
}
