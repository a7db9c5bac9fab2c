using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NimbusFunctions.Tests.Infra;

/// <summary>The operators' workbook: its queries ask for what the app emits and can be read.</summary>
public sealed partial class WorkbookTests
{
    /// <summary>Instruments that may come after the workbook that shows them.</summary>
    private static readonly string[] Coming = ["nimbus.admissions", "nimbus.dead_letters"];

    private static readonly string[] Tables = ["AppMetrics", "AppRequests", "AppDependencies", "AppTraces"];

    private static readonly JsonElement Workbook = JsonDocument.Parse(InfraFiles.Read("workbook.json")).RootElement;

    private static JsonElement[] Items => [.. Workbook.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("content"))];

    private static JsonElement[] Parameters => [.. Items.Single(content => content.TryGetProperty("parameters", out _)).GetProperty("parameters").EnumerateArray()];

    private static string[] Queries => [.. Items.Concat(Parameters)
        .Where(content => content.TryGetProperty("query", out _)).Select(content => content.GetProperty("query").GetString()!)];

    [Fact]
    public void Queries_EveryMetric_IsOneThatTheAppEmits()
    {
        var emitted = typeof(StartupOptions).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => typeof(Instrument).IsAssignableFrom(field.FieldType) && !field.DeclaringType!.ContainsGenericParameters)
            .Select(field => ((Instrument)field.GetValue(null)!).Name);
        var asked = Queries.SelectMany(query => query.Split('\n'))
            .Where(line => line.StartsWith("| where Name ", StringComparison.Ordinal))
            .SelectMany(line => MetricName().Matches(line))
            .Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.True(asked.Length > 15, $"Only {asked.Length} metrics are shown.");
        Assert.Empty(asked.Except(emitted).Except(Coming).Order());
    }

    [Fact]
    public void Queries_AllOfThem_ReadTheWorkspaceInKnownTime()
    {
        Assert.NotEmpty(Queries);
        Assert.All(Queries, query => Assert.Contains(query.Split('\n')[0], Tables));
        Assert.All(Queries, query => Assert.All(query.Split('\n').Skip(1), line => Assert.StartsWith("| ", line, StringComparison.Ordinal)));
        Assert.All(
            Items.Where(content => content.TryGetProperty("query", out _)),
            content => Assert.Equal("Time", content.GetProperty("timeContextFromParameter").GetString()));
    }

    [Fact]
    public void Queries_BracketsAndQuotes_AreClosed() => Assert.All(Queries, query => Assert.Equal("", Open(query)));

    [Fact]
    public void Queries_EveryParameter_IsOneOfTheWorkbook()
    {
        var known = Parameters.Select(parameter => parameter.GetProperty("name").GetString()!).ToArray();
        var used = Queries.SelectMany(query => ParameterName().Matches(query)).Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.Equal(["Grain", "Tenant"], used.Order());
        Assert.Empty(used.Except(known));
        Assert.Equal("{{workspace}}", Assert.Single(Workbook.GetProperty("fallbackResourceIds").EnumerateArray()).GetString());
    }

    // The counter-check: what is open is found.
    [Theory]
    [InlineData("where (a == \"b)\"", "(")]
    [InlineData("where a == \"b", "\"")]
    [InlineData("where a]", "]")]
    public void Open_OfSomethingOpen_NamesIt(string query, string open) => Assert.Equal(open, Open(query));

    [Fact]
    public void Panels_TheirTitles_AreUnique()
    {
        var titles = Items.Where(content => content.TryGetProperty("title", out _)).Select(content => content.GetProperty("title").GetString()).ToArray();

        Assert.Equal(titles.Length, titles.Distinct().Count());
    }

    /// <summary>The first bracket or quote that has no other end; empty where there is none.</summary>
    private static string Open(string query)
    {
        Stack<char> open = new();
        foreach (var sign in query)
        {
            if (open.TryPeek(out var last) && last is '"' or '\'' && open.Count > 0)
            {
                if (sign == last)
                    open.Pop();
            }
            else if (sign is '(' or '[' or '{' or '"' or '\'')
                open.Push(sign);
            else if (sign is ')' or ']' or '}' && !(open.TryPop(out var begin) && (begin, sign) is ('(', ')') or ('[', ']') or ('{', '}')))
                return sign.ToString();
        }

        return open.Count == 0 ? "" : open.Peek().ToString();
    }

    [GeneratedRegex("\"(nimbus(?:\\.[a-z_]+)+)\"")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex ParameterName();
}
