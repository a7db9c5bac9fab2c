namespace NimbusFunctions.Local.Simulator.Graph.Filters;

/// <summary>
/// Reads the forms of $filter that the directory knows: and, or, not, eq, ne, ge, le, in, startsWith, endsWith,
/// and any over a collection of texts. Depth is limited.
/// </summary>
internal sealed class FilterParser
{
    private const int MaxDepth = 40;
    private const int MaxLength = 8000;

    private readonly List<FilterToken> _tokens;
    private int _next;
    private int _depth;

    private FilterParser(List<FilterToken> tokens) => _tokens = tokens;

    private FilterToken Current => _tokens[_next];

    /// <summary>The tree; null when the text is no filter.</summary>
    public static FilterNode? TryParse(string filter)
    {
        if (filter.Length > MaxLength || FilterLexer.TryRead(filter) is not { } tokens) return null;
        var parser = new FilterParser(tokens);
        var node = parser.Or();
        return parser.Current.Kind == FilterToken.End ? node : null;
    }

    private FilterNode? Or()
    {
        var left = And();
        while (left is not null && Accept("or")) left = And() is { } right ? new FilterNode.Or(left, right) : null;
        return left;
    }

    private FilterNode? And()
    {
        var left = Term();
        while (left is not null && Accept("and")) left = Term() is { } right ? new FilterNode.And(left, right) : null;
        return left;
    }

    private FilterNode? Term()
    {
        if (_depth >= MaxDepth) return null;
        _depth++;
        var node = Accept("not") ? Negated() : Accept("(") ? Closed(Or()) : Condition();
        _depth--;
        return node;
    }

    private FilterNode.Not? Negated() => Term() is { } inner ? new FilterNode.Not(inner) : null;

    private FilterNode? Closed(FilterNode? inner) => Accept(")") ? inner : null;

    private FilterNode? Condition()
    {
        if (Take(FilterToken.Word) is not { } word) return null;
        if (Accept("(")) return Call(word);
        if (Accept("in")) return InList(word);
        if (Take(FilterToken.Word)?.ToLowerInvariant() is not { } op || op is not ("eq" or "ne" or "ge" or "le")) return null;
        return TryTakeValue(out var value) ? new FilterNode.Compare(word, op, value) : null;
    }

    private FilterNode? Call(string word)
    {
        var name = word.ToLowerInvariant();
        if (name.EndsWith("/any", StringComparison.Ordinal)) return Any(word[..^4]);
        if (name is not ("startswith" or "endswith")) return null;
        if (Take(FilterToken.Word) is not { } property || !Accept(",") || Take(FilterToken.Quoted) is not { } text || !Accept(")")) return null;
        return new FilterNode.Function(name, property, text);
    }

    private FilterNode.Any? Any(string property)
    {
        if (Take(FilterToken.Word) is not { } variable || !Accept(":") || Take(FilterToken.Word) != variable) return null;
        return Accept("eq") && Take(FilterToken.Quoted) is { } text && Accept(")") ? new FilterNode.Any(property, text) : null;
    }

    private FilterNode.In? InList(string property)
    {
        if (!Accept("(")) return null;
        var values = new List<string>();
        do
        {
            if (Take(FilterToken.Quoted) is not { } value) return null;
            values.Add(value);
        }
        while (Accept(","));
        return Accept(")") ? new FilterNode.In(property, values) : null;
    }

    private bool TryTakeValue(out object? value)
    {
        value = Take(FilterToken.Quoted);
        if (value is not null) return true;
        if (Take(FilterToken.Word) is not { } word) return false;
        value = word.ToLowerInvariant() switch
        {
            "true" => true,
            "false" => false,
            "null" => null,
            _ => word,
        };
        return value is null or bool || Guid.TryParse(word, out _);
    }

    private bool Accept(string word)
    {
        if (!Current.Is(word)) return false;
        _next++;
        return true;
    }

    private string? Take(char kind)
    {
        if (Current.Kind != kind) return null;
        return _tokens[_next++].Text;
    }
}
