namespace NimbusFunctions.Local.Simulator.Graph.Filters;

/// <summary>A word, a quoted text or a sign of a $filter.</summary>
internal readonly record struct FilterToken(char Kind, string Text)
{
    public const char Word = 'w';
    public const char Quoted = 'q';
    public const char Sign = 's';
    public const char End = 'e';

    public bool Is(string word) => Kind is Word or Sign && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
