using System.Globalization;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>The query options of a request, decoded but not yet understood.</summary>
internal sealed class ODataQuery
{
    private readonly Dictionary<string, string> _options = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The query string as it came, with its question mark; empty when there was none.</summary>
    public string Raw { get; }

    public ODataQuery(string raw)
    {
        Raw = raw;
        foreach (var pair in Pairs(raw))
        {
            var split = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(split < 0 ? pair : pair[..split]);
            _options[name] = split < 0 ? "" : Decode(pair[(split + 1)..]);
        }
    }

    public string? Select => this["$select"];

    public string? Filter => this["$filter"];

    public string? Search => this["$search"];

    public string? OrderBy => this["$orderby"];

    public string? SkipToken => this["$skiptoken"];

    public string? DeltaToken => this["$deltatoken"];

    public bool Count => string.Equals(this["$count"], "true", StringComparison.OrdinalIgnoreCase);

    public bool HasExpand => this["$expand"] is not null;

    public bool HasSkip => this["$skip"] is not null;

    public IEnumerable<string> Names => _options.Keys;

    public string? this[string name] => _options.GetValueOrDefault(name);

    /// <summary>$top; null when it is absent or no whole number.</summary>
    public int? Top => int.TryParse(this["$top"], NumberStyles.None, CultureInfo.InvariantCulture, out var top) ? top : null;

    public bool HasTop => this["$top"] is not null;

    /// <summary>The same options with another skip token, for a next link.</summary>
    public string WithSkipToken(string token) => "?" + string.Join('&', Pairs(Raw)
        .Where(pair => !Decode(pair).StartsWith("$skiptoken=", StringComparison.OrdinalIgnoreCase))
        .Append("$skiptoken=" + token));

    private static string[] Pairs(string raw) => raw.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
