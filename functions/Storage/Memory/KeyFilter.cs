using System.Globalization;
using System.Text.RegularExpressions;
using Azure.Data.Tables;

namespace NimbusFunctions.Storage.Memory;

/// <summary>A filter as <c>TableClient.CreateQueryFilter</c> writes it: comparisons of keys and columns, joined by <c>and</c>.</summary>
internal sealed partial class KeyFilter
{
    private readonly List<(bool Partition, string Operator, string Value)> conditions = [];
    private readonly List<(string Column, string Operator, string Literal)> columns = [];

    /// <param name="filter">The filter; null or empty for all rows.</param>
    /// <exception cref="NotSupportedException">It asks for more than that.</exception>
    public KeyFilter(string? filter)
    {
        var rest = filter ?? "";
        while (rest.Length > 0)
        {
            var match = Condition().Match(rest);
            if (!match.Success)
                throw new NotSupportedException($"A table in memory compares with and only, not so: {filter}");
            var (name, literal) = (match.Groups["name"].Value, match.Groups["literal"].Value);
            if (name is "PartitionKey" or "RowKey")
                conditions.Add((name == "PartitionKey", match.Groups["operator"].Value, Text(literal)));
            else
                columns.Add((name, match.Groups["operator"].Value, literal));
            rest = rest[match.Length..];
        }

        var partition = conditions.Find(condition => condition is { Partition: true, Operator: "eq" }).Value;
        var lowest = conditions.Where(condition => condition is { Partition: false, Operator: "eq" or "ge" or "gt" })
            .Select(condition => condition.Value).Append("").Max(StringComparer.Ordinal)!;
        OnePartition = partition is not null;
        First = new(partition ?? "", partition is null ? "" : lowest);
    }

    /// <summary>No matching row lies before this.</summary>
    public RowKeys First { get; }

    /// <summary>Whether all matching rows lie in the partition of <see cref="First"/>.</summary>
    public bool OnePartition { get; }

    /// <summary>Whether it looks at columns too: then <see cref="MatchesColumns"/> has to be asked.</summary>
    public bool HasColumns => columns.Count > 0;

    public bool Matches(RowKeys key) => conditions.TrueForAll(condition =>
        Holds(condition.Operator, string.CompareOrdinal(condition.Partition ? key.Partition : key.Row, condition.Value)));

    /// <summary>Whether the columns of a row are as wanted; a row without the column, or with another type in it, is not.</summary>
    public bool MatchesColumns(TableEntity row) => columns.TrueForAll(condition =>
        row.TryGetValue(condition.Column, out var value) && Compare(value, condition.Literal) is { } order && Holds(condition.Operator, order));

    private static int? Compare(object? value, string literal) => value switch
    {
        string text when literal.StartsWith('\'') => string.CompareOrdinal(text, Text(literal)),
        bool truth when literal is "true" or "false" => truth.CompareTo(literal == "true"),
        int or long or double when double.TryParse(literal.TrimEnd('L'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            Convert.ToDouble(value, CultureInfo.InvariantCulture).CompareTo(number),
        DateTimeOffset at when literal.StartsWith("datetime'", StringComparison.Ordinal) =>
            at.CompareTo(DateTimeOffset.Parse(literal["datetime'".Length..^1], CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static bool Holds(string comparison, int order) => comparison switch
    {
        "eq" => order == 0,
        "ne" => order != 0,
        "ge" => order >= 0,
        "gt" => order > 0,
        "le" => order <= 0,
        _ => order < 0,
    };

    private static string Text(string literal) => literal[1..^1].Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"\A(?<name>[A-Za-z]+) (?<operator>eq|ne|ge|gt|le|lt) (?<literal>'(?:[^']|'')*'|datetime'[^']*'|true|false|-?[0-9.]+L?)(?: and (?=.)|\z)")]
    private static partial Regex Condition();
}
