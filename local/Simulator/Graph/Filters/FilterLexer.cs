using System.Text;

namespace NimbusFunctions.Local.Simulator.Graph.Filters;

/// <summary>Cuts a $filter into tokens.</summary>
internal static class FilterLexer
{
    /// <summary>The tokens with an end mark; null when a quote is left open or a sign is not one of OData's.</summary>
    public static List<FilterToken>? TryRead(string filter)
    {
        var tokens = new List<FilterToken>();
        var i = 0;
        while (i < filter.Length)
        {
            var c = filter[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '(' or ')' or ',' or ':')
            {
                tokens.Add(new FilterToken(FilterToken.Sign, c.ToString()));
                i++;
            }
            else if (c == '\'')
            {
                if (TryReadQuoted(filter, ref i) is not { } text) return null;
                tokens.Add(new FilterToken(FilterToken.Quoted, text));
            }
            else if (IsWordPart(c))
            {
                var start = i;
                while (i < filter.Length && IsWordPart(filter[i])) i++;
                tokens.Add(new FilterToken(FilterToken.Word, filter[start..i]));
            }
            else
            {
                return null;
            }
        }

        tokens.Add(new FilterToken(FilterToken.End, ""));
        return tokens;
    }

    /// <summary>A quote within is doubled.</summary>
    private static string? TryReadQuoted(string filter, ref int i)
    {
        var text = new StringBuilder();
        for (i++; i < filter.Length; i++)
        {
            if (filter[i] != '\'') text.Append(filter[i]);
            else if (i + 1 < filter.Length && filter[i + 1] == '\'') text.Append(filter[++i]);
            else
            {
                i++;
                return text.ToString();
            }
        }

        return null;
    }

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '/' or '-' or '@' or '$';
}
