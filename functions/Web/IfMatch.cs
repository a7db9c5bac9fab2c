using Microsoft.Net.Http.Headers;

namespace NimbusFunctions.Web;

/// <summary>
/// What a caller takes something to be, said by the header <c>If-Match</c>: one tag, several or <c>*</c>. Tags are compared
/// as strong ones (RFC 9110, 13.1.1); what cannot be read agrees with nothing.
/// </summary>
internal sealed class IfMatch
{
    private readonly IReadOnlyList<EntityTagHeaderValue> tags;

    private IfMatch(IReadOnlyList<EntityTagHeaderValue> tags) => this.tags = tags;

    /// <summary>The caller says nothing: it may be whatever it is.</summary>
    public static IfMatch Unsaid { get; } = new([EntityTagHeaderValue.Any]);

    public static IfMatch Of(HttpContext http)
    {
        var said = http.Request.Headers.IfMatch;
        return said.Count == 0 ? Unsaid : new(EntityTagHeaderValue.TryParseStrictList(said, out var tags) ? [.. tags] : []);
    }

    /// <summary>Whether it may be this.</summary>
    /// <param name="tag">The tag of what there is, in its quotation marks.</param>
    public bool Agrees(string tag)
    {
        var there = EntityTagHeaderValue.Parse(tag);
        return tags.Any(wanted => wanted.Equals(EntityTagHeaderValue.Any) || wanted.Compare(there, useStrongComparison: true));
    }
}
