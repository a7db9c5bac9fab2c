using System.Buffers;

namespace NimbusFunctions.Directory.Lists;

/// <summary>A search: a part of a name or UPN, an id, or with <c>@</c> the end of a UPN; any case.</summary>
/// <param name="text">What is looked for, at least a character.</param>
internal sealed class ListSearch(string text)
{
    // It is looked for in all names of a tenant: worth preparing for.
    private readonly SearchValues<string> part = SearchValues.Create([text], StringComparison.OrdinalIgnoreCase);
    private readonly bool isDomain = text.StartsWith('@');

    public bool Finds(string name, string upn, string id) => isDomain
        ? upn.EndsWith(text, StringComparison.OrdinalIgnoreCase)
        : name.AsSpan().ContainsAny(part) || upn.AsSpan().ContainsAny(part) || ListText.Same(id, text);
}
