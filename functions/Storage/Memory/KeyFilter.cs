using System.Text.RegularExpressions;

namespace NimbusFunctions.Storage.Memory;

/// <summary>A filter on keys as <c>TableClient.CreateQueryFilter</c> writes it: comparisons of keys, joined by <c>and</c>.</summary>
internal sealed partial class KeyFilter
{
    private readonly List<(bool Partition, string Operator, string Value)> conditions = [];

    /// <param name="filter">The filter; null or empty for all rows.</param>
    /// <exception cref="NotSupportedException">It asks for more than keys.</exception>
    public KeyFilter(string? filter)
    {
        var rest = filter ?? "";
        while (rest.Length > 0)
        {
            var match = Condition().Match(rest);
            if (!match.Success)
                throw new NotSupportedException($"A table in memory filters by keys only, not by: {filter}");
            conditions.Add((
                match.Groups["key"].Value == "PartitionKey",
                match.Groups["operator"].Value,
                match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal)));
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

    public bool Matches(RowKeys key) => conditions.TrueForAll(condition =>
    {
        var order = string.CompareOrdinal(condition.Partition ? key.Partition : key.Row, condition.Value);
        return condition.Operator switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "ge" => order >= 0,
            "gt" => order > 0,
            "le" => order <= 0,
            _ => order < 0,
        };
    });

    [GeneratedRegex(@"\A(?<key>PartitionKey|RowKey) (?<operator>eq|ne|ge|gt|le|lt) '(?<value>(?:[^']|'')*)'(?: and (?=.)|\z)")]
    private static partial Regex Condition();
}
